import { ReturnColumn, type Kernel } from '../sample.js';
import { deviationsOf, dot, slopeOn } from './deviations.js';
import { logGrowthOf } from './growth.js';

/** The least-squares line through the log prices of a path, by the number of the period. */
export interface GrowthTrend {
  /** Log growth per period along the line. */
  readonly slope: number;
  /** The share of the variance of log prices that the line explains: from 0 to 1. */
  readonly rSquared: number;
  /** Whether the price never changes by more than rounding. */
  readonly isConstant: boolean;
}

/** @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number */
export const growthTrend: Kernel<GrowthTrend> = ({ prices }) => {
  const base = prices[0] as number;
  const logs = new Float64Array(prices.length);
  const times = new Float64Array(prices.length);
  for (let t = 0; t < prices.length; t += 1) {
    logs[t] = logGrowthOf(base, prices[t] as number);
    times[t] = t - (prices.length - 1) / 2;
  }
  const path = new ReturnColumn(logs);
  const deviations = deviationsOf(path);
  const slope = slopeOn(times, deviations);
  const explained = (slope * dot(times, deviations)) / dot(deviations, deviations);
  return { slope, rSquared: Math.min(1, explained), isConstant: path.moments.isConstant };
};
