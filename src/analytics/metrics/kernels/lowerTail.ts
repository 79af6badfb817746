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
 * that leaves enough returns spares selection the rest. If none does, all are kept.
 */
const BOUNDS = [1.45, 1.15, 0.7] as const;

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
  let sum = 0;
  for (let i = 0; i <= rank; i += 1) sum += scratch[i] as number;
  let size = rank + 1;
  let next = Infinity;
  for (let i = rank + 1; i < kept; i += 1) {
    const value = scratch[i] as number;
    if (value < next) next = value;
    if (value > low) continue;
    sum += value;
    size += 1;
  }
  const quantile = fraction === 0 ? low : low + fraction * (next - low);
  // No return lies strictly between the two: at or below the quantile is at or below `low`.
  return { quantile, mean: sum / size };
}

/** Copies the returns below the first bound that leaves `needed` into scratch; says how many. */
function keepLowest(
  values: Float64Array,
  mean: number,
  standardDeviation: number,
  needed: number,
): number {
  if (scratch.length < values.length) scratch = new Float64Array(values.length * 2);
  for (const bound of BOUNDS) {
    const kept = keepBelow(values, mean - bound * standardDeviation, scratch);
    if (kept >= needed) return kept;
  }
  scratch.set(values);
  return values.length;
}

/** Copies what lies below the threshold, in order and without a branch; says how many. */
function keepBelow(values: Float64Array, threshold: number, kept: Float64Array): number {
  const length = values.length;
  const unrolledLength = length & ~3;
  let count = 0;
  for (let i = 0; i < unrolledLength; i += 4) {
    const a = values[i] as number;
    const b = values[i + 1] as number;
    const c = values[i + 2] as number;
    const d = values[i + 3] as number;
    kept[count] = a;
    count += Number(a < threshold);
    kept[count] = b;
    count += Number(b < threshold);
    kept[count] = c;
    count += Number(c < threshold);
    kept[count] = d;
    count += Number(d < threshold);
  }
  for (let i = unrolledLength; i < length; i += 1) {
    kept[count] = values[i] as number;
    count += Number((values[i] as number) < threshold);
  }
  return count;
}

/** The worst twentieth of the sample's returns. */
export const lowerTail5: Kernel<LowerTail> = (sample) => lowerTail(sample.returns, 20);
