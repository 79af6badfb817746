import { momentsOf, sampleCovariance } from '../kernels/moments.js';
import {
  settle,
  VARIANCE_MIN,
  VARIANCE_SHARE_MIN,
  type SlidingMoments,
  type Tails,
} from './slidingMoments.js';

/** Moments of a column's windows, and how they move with another's. */
export interface SlidingPair extends SlidingMoments {
  /** Sample covariance with the other column, divided by lookback − 1. */
  readonly covariance: Float64Array;
}

/** Where sums from a place to the end of its block are kept. */
export interface PairTails extends Tails {
  readonly products: Float64Array;
}

/**
 * What `slidingMoments` does, and the covariance with another column in the same pass: both columns
 * are read once. A window of little variance against what its sums are of is computed by itself.
 *
 * @param ofOther moments of the other column's windows
 * @param into where the moments and covariances go
 */
export function slidingPair(
  [values, other]: readonly [Float64Array, Float64Array],
  lookback: number,
  { sums, squares, products }: PairTails,
  ofOther: SlidingMoments,
  into: SlidingPair,
): void {
  const { mean, variance, covariance } = into;
  const length = values.length;
  const share = 1 / lookback;
  const freedom = 1 / (lookback - 1);
  const spreadMin = VARIANCE_MIN * lookback;
  for (let start = 0; start < length; start += lookback) {
    const end = Math.min(start + lookback, length);
    let sum = 0;
    let square = 0;
    let product = 0;
    sums[start] = 0;
    squares[start] = 0;
    products[start] = 0;
    for (let i = start; i < end; i += 1) {
      const x = values[i] as number;
      sum += x;
      square += x * x;
      product += x * (other[i] as number);
      const from = i - lookback + 1;
      if (from < 0) continue;
      const total = sum + (sums[from] as number);
      const totalSquare = square + (squares[from] as number);
      const totalProduct = product + (products[from] as number);
      const average = total * share;
      const spread = totalSquare - total * average;
      const shift = total * (ofOther.mean[i] as number);
      mean[i] = average;
      variance[i] = spread * freedom;
      covariance[i] = (totalProduct - shift) * freedom;
      if (!(spread > spreadMin && spread > VARIANCE_SHARE_MIN * totalSquare)) {
        settle(values.subarray(from, i + 1), i, into);
      }
      const size = spread * (ofOther.variance[i] as number);
      if (!(shift * shift * share < size))
        covariance[i] = ownCovariance(values, other, from, i + 1);
    }
    readTails(values, other, start, end, { sums, squares, products });
  }
}

function readTails(
  values: Float64Array,
  other: Float64Array,
  start: number,
  end: number,
  { sums, squares, products }: PairTails,
): void {
  let sum = 0;
  let square = 0;
  let product = 0;
  for (let i = end - 1; i > start; i -= 1) {
    const x = values[i] as number;
    sum += x;
    square += x * x;
    product += x * (other[i] as number);
    sums[i] = sum;
    squares[i] = square;
    products[i] = product;
  }
}

function ownCovariance(a: Float64Array, b: Float64Array, start: number, end: number): number {
  const column = (values: Float64Array): Parameters<typeof sampleCovariance>[0] => {
    const part = values.subarray(start, end);
    return { values: part, ...momentsOf(part) };
  };
  return sampleCovariance(column(a), column(b));
}
