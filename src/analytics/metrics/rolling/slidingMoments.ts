import { momentsOf } from '../kernels/moments.js';

/**
 * Moments of the window that ends on each return, by the place of that return; what stands before
 * the first whole window means nothing.
 */
export interface SlidingMoments {
  readonly mean: Float64Array;
  /** Divided by lookback − 1; exactly 0 where a window's returns differ by no more than rounding. */
  readonly variance: Float64Array;
}

/** Where sums from a place to the end of its block are kept. */
export interface Tails {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/**
 * Where the variance is less than this share of the mean square, the digits that are left are too
 * few, and the window is computed by itself: so the relative error stays below 1e-9 for any column
 * (2^-53 · lookback / share, lookbacks up to 5,000).
 */
export const VARIANCE_SHARE_MIN = 1e-3;

/** A spread of less than this times lookback may be rounding alone: such a window is computed too. */
export const VARIANCE_MIN = 1e-24;

/**
 * Every window is the tail of one block of `lookback` returns and the head of the next (van Herk,
 * Pattern Recognition Letters 13, 1992), so that nothing is ever subtracted: a large return that
 * has left a window leaves no trace in it, and errors do not grow with the length of a history.
 * The same few additions a step whatever the lookback.
 *
 * @param lookback from 2 to the length of the column
 * @param into where the moments go
 */
export function slidingMoments(
  values: Float64Array,
  lookback: number,
  { sums, squares }: Tails,
  into: SlidingMoments,
): void {
  const { mean, variance } = into;
  const length = values.length;
  // Multiplied by: a division takes as long as all else.
  const share = 1 / lookback;
  const freedom = 1 / (lookback - 1);
  const spreadMin = VARIANCE_MIN * lookback;
  for (let start = 0; start < length; start += lookback) {
    const end = Math.min(start + lookback, length);
    let sum = 0;
    let square = 0;
    // The window that is the block itself has no tail.
    sums[start] = 0;
    squares[start] = 0;
    for (let i = start; i < end; i += 1) {
      const x = values[i] as number;
      sum += x;
      square += x * x;
      const from = i - lookback + 1;
      if (from < 0) continue;
      const total = sum + (sums[from] as number);
      const totalSquare = square + (squares[from] as number);
      const average = total * share;
      const spread = totalSquare - total * average;
      mean[i] = average;
      variance[i] = spread * freedom;
      if (spread > spreadMin && spread > VARIANCE_SHARE_MIN * totalSquare) continue;
      settle(values.subarray(from, i + 1), i, into);
    }
    sum = 0;
    square = 0;
    for (let i = end - 1; i > start; i -= 1) {
      const x = values[i] as number;
      sum += x;
      square += x * x;
      sums[i] = sum;
      squares[i] = square;
    }
  }
}

/** Computes a window by itself; NaN where a value of it is, or where no double holds its square. */
export function settle(
  window: Float64Array,
  last: number,
  { mean, variance }: SlidingMoments,
): void {
  if (!Number.isFinite(variance[last])) {
    variance[last] = NaN;
    return;
  }
  const own = momentsOf(window);
  mean[last] = own.mean;
  variance[last] = own.isConstant ? 0 : own.variance;
}
