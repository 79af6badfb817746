import type { Kernel } from '../../../sample.js';

/**
 * The quantile of type 7 as R computes it, to the last bit: what lies below it is decided by its
 * rounding where it falls on an observation.
 *
 * @param ascending at least one value
 * @param probability from 0 to 1
 */
export function quantileOf(ascending: Float64Array, probability: number): number {
  const rank = 1 + (ascending.length - 1) * probability;
  const lower = ascending[Math.floor(rank) - 1] as number;
  const upper = ascending[Math.ceil(rank) - 1] as number;
  if (upper === lower) return lower;
  const weight = rank - Math.floor(rank);
  return (1 - weight) * lower + weight * upper;
}

/** As R is told them: what 1 − 0.95 and 1 − 0.99 come to in doubles. */
export const TAIL_5 = 1 - 0.95;
export const TAIL_1 = 1 - 0.99;

/** The sample's returns in ascending order. */
export const returnsAscending: Kernel<Float64Array> = ({ returns }) => returns.values.toSorted();
