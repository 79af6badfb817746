import { describe, expect, it } from '@jest/globals';
import { periodEnds } from './periodEnds.js';
import { FREQUENCIES, periodOf, type Frequency } from './resample.js';
import { sessionAfter, sessionsBetween } from './tradingCalendar.js';
import { fromEpochDay, toEpochDay, tradingDate } from './tradingDate.js';

function columnOf(from: string, to: string): Int32Array {
  return Int32Array.from(sessionsBetween(tradingDate(from), tradingDate(to)), toEpochDay);
}

/** Session by session, looking one ahead. */
function byLookingAhead(frequency: Frequency, dates: Int32Array): number[] {
  const next = (i: number): number =>
    dates[i + 1] ?? toEpochDay(sessionAfter(fromEpochDay(dates[i]!)));
  return [...dates.keys()].filter(
    (i) => periodOf(frequency, dates[i]!) !== periodOf(frequency, next(i)),
  );
}

describe('the sessions that end a period', () => {
  it.each(FREQUENCIES)('are those before one of another period: %s', (frequency) => {
    for (const [from, to] of [
      ['2019-11-20', '2024-06-28'],
      ['2023-12-29', '2024-01-02'],
      ['2024-03-28', '2024-03-28'],
      ['2024-05-01', '2024-05-30'],
    ] as const) {
      const dates = columnOf(from, to);
      expect(periodEnds(frequency, dates)).toEqual(byLookingAhead(frequency, dates));
    }
  });

  it('do not depend on where the dates stop, as far as is looked beyond', () => {
    const whole = columnOf('2023-11-20', '2024-06-28');
    for (const frequency of FREQUENCIES) {
      for (const length of [1, 40, 90]) {
        const ends = periodEnds(frequency, whole.subarray(0, length), 12);
        const seen = periodEnds(frequency, whole).filter((end) => end < length + 12);
        expect(ends).toEqual(seen);
      }
    }
  });

  it('pass over periods without a session', () => {
    const dates = Int32Array.from(
      ['2024-01-31', '2024-04-01', '2024-04-02'].map((date) => toEpochDay(tradingDate(date))),
    );
    expect(periodEnds('monthly', dates)).toEqual([0]);
    expect(periodEnds('weekly', dates)).toEqual([0]);
  });

  it('has none where there is no session', () => {
    expect(periodEnds('monthly', new Int32Array())).toEqual([]);
  });
});
