import { describe, expect, it } from '@jest/globals';
import { fromEpochDay, toEpochDay } from './tradingDate.js';

describe('fromEpochDay', () => {
  it('is what a Date in UTC says, every day of five centuries', () => {
    const [first, last] = [Date.UTC(1700, 0, 1), Date.UTC(2200, 11, 31)].map(
      (ms) => ms / 86_400_000,
    );
    for (let day = first!; day <= last!; day += 1) {
      const expected = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (fromEpochDay(day) !== expected) expect([day, fromEpochDay(day)]).toEqual([day, expected]);
    }
    expect(toEpochDay(fromEpochDay(19_723))).toBe(19_723);
  });

  it('knows no half days, and no years of three or five digits', () => {
    for (const day of [0.5, NaN, Infinity, -400_000, 3_000_000]) {
      expect(() => fromEpochDay(day)).toThrow('a day lies in a year');
    }
  });
});
