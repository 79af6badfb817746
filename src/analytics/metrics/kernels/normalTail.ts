import type { Moments } from './moments.js';

/** A lower tail of the standard normal distribution. */
export interface NormalTail {
  readonly probability: number;
  /** What a standard normal value lies at or below with that probability. */
  readonly quantile: number;
}

export const NORMAL_TAIL_10: NormalTail = { probability: 0.1, quantile: -1.2815515655446004 };
export const NORMAL_TAIL_5: NormalTail = { probability: 0.05, quantile: -1.6448536269514726 };
export const NORMAL_TAIL_1: NormalTail = { probability: 0.01, quantile: -2.326347874040841 };

/** The density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The loss at a tail's edge if returns were normal: −(mean + quantile · deviation). */
export function gaussianVar(moments: Moments, { quantile }: NormalTail): number {
  const { mean, standardDeviation, isConstant } = moments;
  return isConstant ? 0 - mean : 0 - (mean + quantile * standardDeviation);
}

/** The mean loss within a tail if returns were normal: deviation · density / probability − mean. */
export function gaussianShortfall(moments: Moments, { probability, quantile }: NormalTail): number {
  const { mean, standardDeviation, isConstant } = moments;
  if (isConstant) return 0 - mean;
  return (normalDensity(quantile) / probability) * standardDeviation - mean;
}
