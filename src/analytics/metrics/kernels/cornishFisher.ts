import type { Outcome } from '../figure.js';
import type { Kernel, Sample } from '../sample.js';
import type { Moments } from './moments.js';
import { normalDensity, NORMAL_TAIL_1, NORMAL_TAIL_5, type NormalTail } from './normalTail.js';
import { shapeOf, type Shape } from './shape.js';

/** A tail of a distribution whose shape is near normal, in deviations from the mean. */
export interface ExpandedTail extends Shape {
  readonly quantile: number;
  /** Mean of what lies at or below the quantile; never above it. */
  readonly mean: number;
}

/** Why there is none: the expanded quantile falls as the normal one rises. */
export type NoExpansion = 'outside-expansion-domain';

/** The Cornish-Fisher expansion of a quantile to the fourth moment. */
export function expandedQuantile(z: number, { skewness, excessKurtosis }: Shape): number {
  const bySkewness = ((z * z - 1) / 6) * skewness;
  const byKurtosis = ((z ** 3 - 3 * z) / 24) * excessKurtosis;
  const bySquare = ((2 * z ** 3 - 5 * z) / 36) * skewness * skewness;
  return z + bySkewness + byKurtosis - bySquare;
}

/** How fast the expanded quantile moves with the normal one; negative where it makes no sense. */
function expansionSlope(z: number, { skewness, excessKurtosis }: Shape): number {
  const byKurtosis = ((z * z - 1) / 8) * excessKurtosis;
  const bySquare = ((6 * z * z - 5) / 36) * skewness * skewness;
  return 1 + (z / 3) * skewness + byKurtosis - bySquare;
}

/**
 * The mean of what lies below a point, times the tail's probability: the integral of x times the
 * Edgeworth density, whose term in the k-th Hermite polynomial leaves −density(h) (He_k + k He_(k−2)).
 */
export function expandedShortfall(h: number, { skewness, excessKurtosis }: Shape): number {
  const square = h * h;
  const bySkewness = (h * square * skewness) / 6;
  const byKurtosis = ((square * square - 2 * square - 1) * excessKurtosis) / 24;
  const bySquare = (square ** 3 - 9 * square * square + 9 * square + 3) / 72;
  return -normalDensity(h) * (1 + bySkewness + byKurtosis + bySquare * skewness * skewness);
}

/** Of returns that vary. */
function expandedTail(moments: Moments, tail: NormalTail): ExpandedTail | NoExpansion {
  const shape = shapeOf(moments);
  if (!(expansionSlope(tail.quantile, shape) > 0)) return 'outside-expansion-domain';
  const quantile = expandedQuantile(tail.quantile, shape);
  const mean = expandedShortfall(quantile, shape) / tail.probability;
  return { ...shape, quantile, mean: Math.min(mean, quantile) };
}

/** The worst twentieth of the sample's returns, by their skewness and kurtosis. */
export const expandedTail5: Kernel<ExpandedTail | NoExpansion> = ({ returns }) =>
  expandedTail(returns.moments, NORMAL_TAIL_5);

/** The worst hundredth of the sample's returns, by their skewness and kurtosis. */
export const expandedTail1: Kernel<ExpandedTail | NoExpansion> = ({ returns }) =>
  expandedTail(returns.moments, NORMAL_TAIL_1);

/** The loss at a tail's edge, or the mean loss within it, per period: a positive loss. */
export function modifiedLoss(
  sample: Sample,
  tail: typeof expandedTail5,
  part: 'quantile' | 'mean',
): Outcome {
  const { mean, standardDeviation, isConstant } = sample.returns.moments;
  if (isConstant) return 0 - mean;
  const expanded = sample.of(tail);
  return typeof expanded === 'string' ? expanded : 0 - (mean + expanded[part] * standardDeviation);
}
