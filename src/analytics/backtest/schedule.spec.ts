import { describe, expect, it } from '@jest/globals';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import type { Frequency } from '../../domain/resample.js';
import { Schedule } from './schedule.js';

const sessions = (from: string, to: string) => sessionsBetween(tradingDate(from), tradingDate(to));
const endsOf = (to: string, frequency: Frequency, offset = 0): string[] => {
  const days = sessions('2024-01-02', to);
  const schedule = new Schedule(Int32Array.from(days, toEpochDay));
  return days.filter((_, i) => schedule.isEnd(frequency, i, offset));
};

describe('Schedule', () => {
  it.each([
    ['monthly', ['2024-01-31', '2024-02-29', '2024-03-28']],
    ['quarterly', ['2024-03-28']],
    ['yearly', []],
  ] as const)('finds the last sessions of %s periods', (frequency, ends) => {
    expect(endsOf('2024-04-02', frequency)).toEqual(ends);
  });

  it('counts sessions from them, either way', () => {
    expect(endsOf('2024-04-02', 'monthly', 1)).toEqual(['2024-02-01', '2024-03-01', '2024-04-01']);
    expect(endsOf('2024-04-02', 'monthly', -2)).toEqual(['2024-01-29', '2024-02-27', '2024-03-26']);
    expect(endsOf('2024-01-05', 'daily')).toHaveLength(4);
  });

  it('does not depend on where the calendar stops', () => {
    expect(endsOf('2024-03-28', 'quarterly')).toEqual(['2024-03-28']);
    expect(endsOf('2024-03-27', 'quarterly')).toEqual([]);
    // The month's last session lies beyond the calendar, the one two before it does not.
    expect(endsOf('2024-01-29', 'monthly', -2)).toEqual(['2024-01-29']);
    for (const last of sessions('2024-01-02', '2024-03-28')) {
      const whole = endsOf('2024-06-28', 'weekly', -3).filter((day) => day <= last);
      expect(endsOf(last, 'weekly', -3)).toEqual(whole);
    }
  });
});
