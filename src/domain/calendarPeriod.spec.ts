import { describe, expect, it } from '@jest/globals';
import { firstDayOf } from './calendarPeriod.js';
import { periodOf } from './resample.js';
import { toEpochDay, tradingDate } from './tradingDate.js';

describe('first day of a period', () => {
  it.each([
    ['monthly', '2024-02-29', '2024-02-01'],
    ['quarterly', '2024-12-31', '2024-10-01'],
    ['quarterly', '1969-02-01', '1969-01-01'],
    ['yearly', '2023-12-31', '2023-01-01'],
  ] as const)('%s: that of %s is %s', (frequency, day, first) => {
    const period = periodOf(frequency, toEpochDay(tradingDate(day)));
    expect(firstDayOf(frequency, period)).toBe(toEpochDay(tradingDate(first)));
  });

  it('parts a period from the one before, whichever it is', () => {
    for (const frequency of ['monthly', 'quarterly', 'yearly'] as const) {
      for (let day = -4000; day < 30000; day += 97) {
        const period = periodOf(frequency, day);
        const first = firstDayOf(frequency, period);
        expect([periodOf(frequency, first), periodOf(frequency, first - 1)]).toEqual([
          period,
          period - 1,
        ]);
      }
    }
  });
});
