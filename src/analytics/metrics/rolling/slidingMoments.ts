import { momentsOf, sampleCovariance } from '../kernels/moments.js';

/** A column and what its deviations are taken from: any number near its mean. */
export interface Centred {
  readonly values: Float64Array;
  readonly centre: number;
}

/**
 * Moments of the window that ends on each return, by the place of that return; what stands before
 * the first whole window means nothing.
 */
export interface SlidingMoments {
  readonly centre: number;
  /** The mean, less `centre`. */
  readonly shift: Float64Array;
  /** Divided by lookback − 1; exactly 0 where a window's returns differ by no more than rounding. */
  readonly variance: Float64Array;
}

/** Where sums from a place to the end of its block are kept. */
export interface Tails {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/**
 * Where the variance is less than this share of the mean square around the column's centre, the
 * digits that are left are too few, and the window is computed by itself: so the relative error
 * stays below 1e-9 for any column (2^-53 · lookback / share, lookbacks up to 5,000).
 */
const VARIANCE_SHARE_MIN = 1e-3;

/** Less than this, relative to 1 + centre², may be rounding alone: such a window is computed too. */
const VARIANCE_MIN = 1e-24;

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
  column: Centred,
  lookback: number,
  { sums, squares }: Tails,
  into: SlidingMoments,
): void {
  const { values, centre } = column;
  const { shift, variance } = into;
  const length = values.length;
  // Multiplied by: a division takes as long as all else.
  const share = 1 / lookback;
  const freedom = 1 / (lookback - 1);
  const spreadMin = VARIANCE_MIN * (1 + centre * centre) * (lookback - 1);
  for (let start = 0; start < length; start += lookback) {
    const end = Math.min(start + lookback, length);
    let sum = 0;
    let square = 0;
    // The window that is the block itself has no tail.
    sums[start] = 0;
    squares[start] = 0;
    for (let i = start; i < end; i += 1) {
      const x = (values[i] as number) - centre;
      sum += x;
      square += x * x;
      const from = i - lookback + 1;
      if (from < 0) continue;
      const total = sum + (sums[from] as number);
      const totalSquare = square + (squares[from] as number);
      const offset = total * share;
      const spread = totalSquare - total * offset;
      shift[i] = offset;
      variance[i] = spread * freedom;
      if (spread > spreadMin && spread > VARIANCE_SHARE_MIN * totalSquare) continue;
      settle(values.subarray(from, i + 1), i, into);
    }
    sum = 0;
    square = 0;
    for (let i = end - 1; i > start; i -= 1) {
      const x = (values[i] as number) - centre;
      sum += x;
      square += x * x;
      sums[i] = sum;
      squares[i] = square;
    }
  }
}

/** Computes a window by itself; NaN where a value of it is, or where no double holds its square. */
function settle(window: Float64Array, last: number, { variance }: SlidingMoments): void {
  if (!Number.isFinite(variance[last])) {
    variance[last] = NaN;
    return;
  }
  const own = momentsOf(window);
  variance[last] = own.isConstant ? 0 : own.variance;
}

/**
 * Sample covariances of the windows of two columns, divided by lookback − 1, by the same blocks.
 * A window whose variance in either column is small against what its products are sums of is
 * computed by itself.
 *
 * @param moments of both columns
 * @param into where the covariances go
 */
export function slidingCovariance(
  [a, b]: readonly [Centred, Centred],
  lookback: number,
  tails: Float64Array,
  [ofA, ofB]: readonly [SlidingMoments, SlidingMoments],
  into: Float64Array,
): void {
  const x = a.values;
  const y = b.values;
  const centreX = a.centre;
  const centreY = b.centre;
  const { shift: shiftX, variance: varianceX } = ofA;
  const { shift: shiftY, variance: varianceY } = ofB;
  const length = x.length;
  const freedom = 1 / (lookback - 1);
  for (let start = 0; start < length; start += lookback) {
    const end = Math.min(start + lookback, length);
    let product = 0;
    tails[start] = 0;
    for (let i = start; i < end; i += 1) {
      product += ((x[i] as number) - centreX) * ((y[i] as number) - centreY);
      const from = i - lookback + 1;
      if (from < 0) continue;
      const total = product + (tails[from] as number);
      const shifts = (shiftX[i] as number) * (shiftY[i] as number);
      const size = (varianceX[i] as number) * (varianceY[i] as number);
      into[i] = (total - lookback * shifts) * freedom;
      if (!(shifts * shifts < size)) into[i] = ownCovariance(x, y, from, i + 1);
    }
    product = 0;
    for (let i = end - 1; i > start; i -= 1) {
      product += ((x[i] as number) - centreX) * ((y[i] as number) - centreY);
      tails[i] = product;
    }
  }
}

function ownCovariance(a: Float64Array, b: Float64Array, start: number, end: number): number {
  const column = (values: Float64Array): Parameters<typeof sampleCovariance>[0] => {
    const part = values.subarray(start, end);
    return { values: part, ...momentsOf(part) };
  };
  return sampleCovariance(column(a), column(b));
}
