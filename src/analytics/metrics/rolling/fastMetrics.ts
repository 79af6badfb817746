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
  for (let last = lookback - 1; last < length; last += 1) {
    const base = prices[last + 1 - lookback] as number;
    const growth = ((prices[last + 1] as number) - base) / base;
    figures[last] = growth < Infinity ? growth : NaN;
  }
}

function volatility(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, deviation } = windows;
  const root = Math.sqrt(windows.periodsPerYear);
  for (let last = lookback - 1; last < length; last += 1) {
    figures[last] = (deviation[last] as number) * root;
  }
}

function sharpe(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, excessDeviation } = windows;
  const { mean } = windows.excess;
  const root = Math.sqrt(windows.periodsPerYear);
  for (let last = lookback - 1; last < length; last += 1) {
    const spread = excessDeviation[last] as number;
    figures[last] = spread === 0 ? NaN : ((mean[last] as number) / spread) * root;
  }
}

function downsideDeviation(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, periodsPerYear, sample } = windows;
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
  const { mean } = windows.excess;
  for (let last = lookback - 1; last < length; last += 1) {
    const downside = figures[last] as number;
    figures[last] = downside === 0 ? NaN : ((mean[last] as number) * periodsPerYear) / downside;
  }
}

function currentDrawdown({ sample, lookback }: RollingWindows, figures: Float64Array): void {
  slidingPeak(sample.prices, lookback, figures);
}

function maxDrawdown({ sample, lookback }: RollingWindows, figures: Float64Array): void {
  slidingDrawdown(sample.prices, lookback, figures);
}

function beta(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, covariance } = windows;
  const { variance } = windows.moments;
  const { variance: ofBenchmark } = windows.benchmarkMoments;
  for (let last = lookback - 1; last < length; last += 1) {
    const spread = ofBenchmark[last] as number;
    const slope = variance[last] === 0 ? 0 : (covariance[last] as number) / spread;
    figures[last] = spread === 0 ? NaN : slope;
  }
}

function alpha(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, periodsPerYear, moments, excess, benchmarkMoments } = windows;
  beta(windows, figures);
  for (let last = lookback - 1; last < length; last += 1) {
    const mean = moments.mean[last] as number;
    const inExcess = excess.mean[last] as number;
    const ofBenchmark = benchmarkMoments.mean[last] as number;
    const expected = (figures[last] as number) * (ofBenchmark - (mean - inExcess));
    figures[last] = (inExcess - expected) * periodsPerYear;
  }
}

function correlation(windows: RollingWindows, figures: Float64Array): void {
  const { lookback, length, covariance } = windows;
  const { variance } = windows.moments;
  const { variance: ofBenchmark } = windows.benchmarkMoments;
  for (let last = lookback - 1; last < length; last += 1) {
    const spread = (variance[last] as number) * (ofBenchmark[last] as number);
    const ratio = (covariance[last] as number) / Math.sqrt(spread);
    figures[last] = spread === 0 ? NaN : Math.max(-1, Math.min(1, ratio));
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
