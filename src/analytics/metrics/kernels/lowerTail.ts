import type { Kernel, ReturnColumn } from '../sample.js';
import { selectSmallest } from './selection.js';

/** The worst returns: their upper end, and their mean. Returns, so losses are negative. */
export interface LowerTail {
  /** The quantile, type 7 of Hyndman and Fan (The American Statistician 50, 1996). */
  readonly quantile: number;
  /** Mean of all returns at or below the quantile. */
  readonly mean: number;
}

/**
 * How many standard deviations below the mean the tail is looked for, in turn: the first bound
 * that leaves enough returns spares selection the rest. Minus infinity keeps them all.
 */
const BOUNDS = [1.45, 1.15, 0.7, -Infinity] as const;

let scratch = new Float64Array(0);

/**
 * The lower tail that one return in `oneIn` falls into: 20 for the 5 % tail.
 *
 * @param returns at least one
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function lowerTail(returns: ReturnColumn, oneIn: number): LowerTail {
  const { values, moments } = returns;
  const n = values.length;
  // Integers, so that a quantile that falls on an observation is that observation.
  const rank = Math.floor((n - 1) / oneIn);
  const fraction = ((n - 1) % oneIn) / oneIn;
  const kept = keepLowest(values, moments.mean, moments.standardDeviation, rank + 2);
  selectSmallest(scratch, kept, rank);
  const low = scratch[rank] as number;
  const [tailSum, tailSize, next] = sumOfTail(kept, low);
  const high = tailSize > rank + 1 || fraction === 0 ? low : next;
  // No return lies strictly between the two: at or below the quantile is at or below `low`.
  return { quantile: low + fraction * (high - low), mean: tailSum / tailSize };
}

/** Copies the returns below the first bound that leaves `needed` into scratch; says how many. */
function keepLowest(
  values: Float64Array,
  mean: number,
  standardDeviation: number,
  needed: number,
): number {
  if (scratch.length < values.length) scratch = new Float64Array(values.length * 2);
  const buffer = scratch;
  for (const bound of BOUNDS) {
    const threshold = bound === -Infinity ? Infinity : mean - bound * standardDeviation;
    let kept = 0;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      buffer[kept] = value;
      kept += Number(value < threshold);
    }
    if (kept >= needed) return kept;
  }
  return values.length;
}

/** Sum and number of the kept returns up to `low`, and the smallest kept one above it. */
function sumOfTail(kept: number, low: number): [sum: number, size: number, next: number] {
  let [sum, size, next] = [0, 0, Infinity];
  for (let i = 0; i < kept; i += 1) {
    const value = scratch[i] as number;
    if (value <= low) {
      sum += value;
      size += 1;
    } else if (value < next) next = value;
  }
  return [sum, size, next];
}

/** The worst twentieth of the sample's returns. */
export const lowerTail5: Kernel<LowerTail> = (sample) => lowerTail(sample.returns, 20);
