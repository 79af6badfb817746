import { fromEpochDay, isWeekend, toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import type { Basis } from '../../src/analytics/metrics/annualisation.js';

/** A history that golden values were computed from. Days and prices have one more than returns. */
export interface GoldenSeries {
  readonly basis: Basis;
  readonly dates: Int32Array;
  /** What the returns compound to unless given. */
  readonly prices?: Float64Array;
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
}

/** A linear congruential generator modulo 2^32, as fractions: exact in doubles. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Weekdays but for one in 29 days, or month ends. */
function datesFrom(basis: Basis, first: string, count: number): Int32Array {
  const dates: number[] = [];
  for (let day = toEpochDay(tradingDate(first)); dates.length < count; day += 1) {
    const isSession = !isWeekend(fromEpochDay(day)) && day % 29 !== 0;
    const isMonthEnd = fromEpochDay(day + 1).endsWith('-01');
    if (basis === 'monthly' ? isMonthEnd : isSession) dates.push(day);
  }
  return Int32Array.from(dates);
}

interface Shape {
  readonly basis: Basis;
  readonly seed: number;
  readonly count: number;
  readonly first: string;
  /** What becomes of the i-th return. */
  readonly edge?: (usual: number, i: number) => number;
}

/** Made by the same operations in the same order as in golden.py, so equal to the bit. */
function synthetic({ basis, seed, count, first, edge = (usual) => usual }: Shape): GoldenSeries {
  const next = uniforms(seed);
  const returns = new Float64Array(count);
  const benchmark = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const market = (next() + next() + next() - 1.5) * 0.018 + 0.0004;
    const own = (next() + next() - 1) * 0.012;
    benchmark[i] = market;
    // Returns of 0, and a fall to begin with: libraries differ most at these.
    returns[i] = edge(i % 17 === 5 ? 0 : i === 0 ? -0.03 : 0.7 * market + own, i);
  }
  return { basis, dates: datesFrom(basis, first, count + 1), returns, benchmark };
}

const FORTY_DAYS = { basis: 'daily', count: 40, first: '2021-03-01' } as const;

/**
 * Eleven years of days, forty-five days that end under water, six years of months, and forty days
 * each of no move, gains alone, losses alone, and a fall at once that is never made good.
 */
export const SYNTHETIC_SERIES: Readonly<Record<string, GoldenSeries>> = {
  daily: synthetic({ basis: 'daily', seed: 1, count: 2950, first: '2009-06-16' }),
  short: synthetic({ basis: 'daily', seed: 2, count: 45, first: '2020-02-26' }),
  monthly: synthetic({ basis: 'monthly', seed: 3, count: 75, first: '2012-01-31' }),
  still: synthetic({ ...FORTY_DAYS, seed: 4, edge: () => 0 }),
  gains: synthetic({ ...FORTY_DAYS, seed: 5, edge: (usual) => Math.abs(usual) + 0.001 }),
  losses: synthetic({ ...FORTY_DAYS, seed: 6, edge: (usual) => -Math.abs(usual) - 0.001 }),
  fall: synthetic({
    ...FORTY_DAYS,
    seed: 7,
    edge: (_, i) => (i === 0 ? -0.2 : 0.0001 * (i % 3)),
  }),
};
