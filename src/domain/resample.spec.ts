import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FREQUENCIES, emptyAdjustedBars, resample, type AdjustedBars } from './resample.js';
import { fromEpochDay, toEpochDay, tradingDate } from './tradingDate.js';

const SEED = Number(process.env['FC_SEED'] ?? 20241231);

const barsOn = (days: readonly number[], closes: readonly number[]): AdjustedBars => {
  const bars = emptyAdjustedBars(days.length);
  days.forEach((day, i) => {
    const close = closes[i]!;
    bars.dates[i] = day;
    bars.open[i] = close - 1;
    bars.high[i] = close + 2;
    bars.low[i] = close - 2;
    bars.close[i] = close;
    bars.adjustedClose[i] = close / 2;
    bars.volume[i] = i + 1;
  });
  return bars;
};
const on = (...dates: string[]): number[] => dates.map((date) => toEpochDay(tradingDate(date)));

describe('resample', () => {
  it('takes open of the first, extremes, close of the last, and sums volumes', () => {
    const days = on('2024-01-30', '2024-01-31', '2024-02-01');
    const months = resample(barsOn(days, [10, 8, 20]), 'monthly');
    expect([...months.dates].map(fromEpochDay)).toEqual(['2024-01-31', '2024-02-01']);
    expect([...months.open]).toEqual([9, 19]);
    expect([...months.high]).toEqual([12, 22]);
    expect([...months.low]).toEqual([6, 18]);
    expect([...months.close]).toEqual([8, 20]);
    expect([...months.adjustedClose]).toEqual([4, 10]);
    expect([...months.volume]).toEqual([3, 3]);
  });

  it('begins weeks on Monday, before 1970 as well', () => {
    const weeks = (...dates: string[]) =>
      [
        ...resample(
          barsOn(
            on(...dates),
            dates.map(() => 5),
          ),
          'weekly',
        ).dates,
      ].map(fromEpochDay);
    expect(weeks('2024-01-05', '2024-01-08', '2024-01-12')).toEqual(['2024-01-05', '2024-01-12']);
    expect(weeks('1969-12-26', '1969-12-29', '1970-01-02', '1970-01-05')).toEqual([
      '1969-12-26',
      '1970-01-02',
      '1970-01-05',
    ]);
  });

  it('tells quarters and years apart', () => {
    const bars = barsOn(on('2023-12-29', '2024-03-28', '2024-04-01'), [1, 2, 3]);
    expect(resample(bars, 'quarterly').dates).toHaveLength(3);
    expect(resample(bars, 'yearly').dates).toHaveLength(2);
  });

  it('gives nothing for nothing, and the bars themselves for daily', () => {
    const none = emptyAdjustedBars(0);
    expect(resample(none, 'weekly').dates).toHaveLength(0);
    expect(resample(none, 'daily')).toBe(none);
  });

  it(`loses no share and no extreme (seed ${String(SEED)})`, () => {
    const days = fc.uniqueArray(fc.integer({ min: -9000, max: 25000 }), { minLength: 1 });
    const frequency = fc.constantFrom(...FREQUENCIES.slice(1));
    fc.assert(
      fc.property(days, frequency, (given, period) => {
        const sorted = given.sort((a, b) => a - b);
        const bars = barsOn(
          sorted,
          sorted.map((day) => 100 + (Math.abs(day) % 37)),
        );
        const result = resample(bars, period);
        const total = (column: Float64Array): number => column.reduce((a, b) => a + b, 0);
        expect(total(result.volume)).toBe(total(bars.volume));
        expect(Math.max(...result.high)).toBe(Math.max(...bars.high));
        expect(Math.min(...result.low)).toBe(Math.min(...bars.low));
        expect(result.dates.at(-1)).toBe(bars.dates.at(-1));
        expect(result.close.at(-1)).toBe(bars.close.at(-1));
        expect([...result.dates]).toEqual([...new Set(result.dates)].sort((a, b) => a - b));
      }),
      { seed: SEED },
    );
  });
});
