import { isRounding } from '../kernels/moments.js';
import { riskFreeOf } from '../sample.js';
import { slidingDrawdown } from './slidingDrawdown.js';
import { slidingPeak } from './slidingPeak.js';
import { slidingMean } from './slidingMean.js';
import type { RollingWindows } from './windows.js';

/*
 * Metrics that cost the same at each step whatever the lookback. Each is the metric of the same id
 * once more, over sliding sums; a property test holds every one to its definition.
 */

function meanReturn({ moments, length, lookback }: RollingWindows, figures: Float64Array): void {
  figures.set(moments.mean.subarray(lookback - 1, length), lookback - 1);
}

function totalReturn(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length } = windows;
  const { prices } = windows.sample;
  windows.requireFiniteReturns();
  for (let last = lookback - 1; last < length; last += 1) {
    const base = prices[last + 1 - lookback] as number;
    const growth = ((prices[last + 1] as number) - base) / base;
    figures[last] = growth < Infinity ? growth : NaN;
  }
}

function volatility(windows: RollingWindows, figures: Float64Array): void {
  const { moments, lookback, length } = windows;
  const { deviation } = moments;
  const root = Math.sqrt(windows.periodsPerYear);
  for (let last = lookback - 1; last < length; last += 1) {
    figures[last] = (deviation[last] as number) * root;
  }
}

function sharpe(windows: RollingWindows, figures: Float64Array): void {
  const { excess, lookback, length } = windows;
  const { mean, riskFree, deviation, constants } = excess;
  const root = Math.sqrt(windows.periodsPerYear);
  for (let last = lookback - 1; last < length; last += 1) {
    figures[last] = (((mean[last] as number) - riskFree) / (deviation[last] as number)) * root;
  }
  for (const last of constants) figures[last] = NaN;
}

function downsideDeviation(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, periodsPerYear, sample } = windows;
  windows.requireFiniteReturns();
  const riskFree = riskFreeOf(sample);
  const isConstant = typeof riskFree === 'number';
  const squares = sample.returns.values.map((value, i) => {
    const excess = value - (isConstant ? riskFree : (riskFree[i] as number));
    const below = (excess - Math.abs(excess)) / 2;
    return below * below;
  });
  slidingMean(squares, lookback, figures);
  const root = Math.sqrt(periodsPerYear);
  for (let last = lookback - 1; last < length; last += 1) {
    const deviation = Math.sqrt(figures[last] as number);
    const isNone = isRounding(deviation, isConstant ? riskFree : 0);
    figures[last] = isNone ? 0 : deviation * root;
  }
}

function sortino(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, periodsPerYear } = windows;
  downsideDeviation(windows, figures);
  const { mean, riskFree: base } = windows.excess;
  for (let last = lookback - 1; last < length; last += 1) {
    const downside = figures[last] as number;
    const excess = (mean[last] as number) - base;
    figures[last] = downside === 0 ? NaN : (excess * periodsPerYear) / downside;
  }
}

function currentDrawdown({ sample, lookback }: RollingWindows, figures: Float64Array): void {
  slidingPeak(sample.prices, lookback, figures);
}

function maxDrawdown({ sample, lookback }: RollingWindows, figures: Float64Array): void {
  slidingDrawdown(sample.prices, lookback, figures);
}

function beta({ pair, lookback, length }: RollingWindows, figures: Float64Array): void {
  figures.set(pair.slope.subarray(lookback - 1, length), lookback - 1);
}

function alpha(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, periodsPerYear, pair, excess, benchmark } = windows;
  for (let last = lookback - 1; last < length; last += 1) {
    const mean = excess.mean[last] as number;
    const riskFree = excess.riskFree + ((pair.mean[last] as number) - mean);
    const expected = (pair.slope[last] as number) * ((benchmark.mean[last] as number) - riskFree);
    figures[last] = (mean - excess.riskFree - expected) * periodsPerYear;
  }
}

function correlation(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, pair, benchmark } = windows;
  for (let last = lookback - 1; last < length; last += 1) {
    const deviation = pair.deviation[last] as number;
    const ratio =
      ((pair.slope[last] as number) * (benchmark.deviation[last] as number)) / deviation;
    figures[last] = deviation === 0 ? NaN : Math.max(-1, Math.min(1, ratio));
  }
}

/**
 * By id: writes one value per window to the place of its last return, NaN where it has none; what
 * stands before the first whole window is left alone.
 */
export const FAST_METRICS = {
  meanReturn,
  totalReturn,
  volatility,
  downsideDeviation,
  sharpe,
  sortino,
  currentDrawdown,
  maxDrawdown,
  beta,
  alpha,
  correlation,
} as const satisfies Readonly<
  Record<string, (windows: RollingWindows, figures: Float64Array) => void>
>;

export type FastMetricId = keyof typeof FAST_METRICS;
