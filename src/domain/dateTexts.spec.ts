import { describe, expect, it } from '@jest/globals';
import { dateTexts, dateWriter } from './dateTexts.js';
import { fromEpochDay, toEpochDay, tradingDate } from './tradingDate.js';

describe('the texts of many days', () => {
  it('are those of each day, over leap years, centuries and before 1970', () => {
    const ends = [
      '1899-12-30',
      '1968-02-27',
      '1999-12-30',
      '2000-02-27',
      '2024-02-27',
      '2100-02-27',
    ];
    const days = ends.flatMap((date) => {
      const first = toEpochDay(tradingDate(date));
      return Array.from({ length: 70 }, (_, i) => first + i);
    });
    expect(dateTexts(Int32Array.from(days))).toEqual(days.map(fromEpochDay));
  });

  it('can be asked for in any order', () => {
    const write = dateWriter();
    for (const day of [20_000, 19_000, 20_001, -1, 0, 19_000, 31]) {
      expect(write(day)).toBe(fromEpochDay(day));
    }
  });
});
