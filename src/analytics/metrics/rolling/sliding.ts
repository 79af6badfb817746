/**
 * Moments of the window that ends on each return, by the place of that return; what stands before
 * the first whole window means nothing.
 */
export interface SlidingMoments {
  readonly mean: Float64Array;
  /** Of a sample (n − 1), per period; exactly 0 where a window's returns differ by rounding alone. */
  readonly deviation: Float64Array;
  /** Where the deviation is 0, ascending. */
  readonly constants: number[];
}

/** What every asset that is held against a benchmark takes from its windows. */
export interface SlidingBenchmark extends SlidingMoments {
  /** Its returns. */
  readonly values: Float64Array;
  /** Its returns less their mean over the whole history, so that little cancels in covariances. */
  readonly centred: Float64Array;
  /** Of the windows of `centred`. */
  readonly centredMean: Float64Array;
  /** One over its variance; NaN where that is 0. */
  readonly precision: Float64Array;
  /**
   * The share that an asset's spread must have of the squares that its sums saw: more where the
   * benchmark's own spread is little beside its squares in reach, since products cancel with both.
   */
  readonly demand: Float64Array;
}

/** Windows at most from one that was summed to the last that is slid to, in lookbacks. */
const STRIDE_LOOKBACKS = 4;

/** The same in windows. */
export function strideOf(lookback: number): number {
  return STRIDE_LOOKBACKS * lookback;
}

/**
 * Sums are slid on while a window's spread is more than this share of all the squares that went
 * into them, also of returns that have left since. Rounding comes to less than
 * 3 · (lookback + stride) · 2^-53 of these, so that the relative error of a variance stays below
 * 1e-9 for lookbacks up to 9,000, whatever the returns.
 */
export const SPREAD_SHARE_MIN = 1 / 64;

/** A variance of less than this, at returns up to 1, may be rounding alone. */
const VARIANCE_MIN = 1e-24;

/** A window of no more spread than this around a centre is computed by itself. */
export function spreadMinOf(lookback: number, centre: number): number {
  return VARIANCE_MIN * lookback * (1 + centre * centre);
}

/** A way of giving windows their moments, the sums of one made from those of the one before. */
export interface Slide {
  /**
   * Sums the window that ends on `first`, and slides from window to window up to `end`. Returns the
   * first window that is not given because too much cancels, or `end`.
   */
  readonly slide: (first: number, end: number) => number;
  /** Computes one window by itself. */
  readonly settle: (last: number) => void;
}

/**
 * Every window of a column: sums begin afresh after each stride, and where one that was slid to
 * cannot be given. So a crash that has left leaves no trace, and errors do not grow with the length
 * of a history. A window that cannot be given even when it is summed afresh is computed by itself.
 */
export function slideAll(length: number, lookback: number, { slide, settle }: Slide): void {
  const stride = strideOf(lookback);
  let first = lookback - 1;
  while (first < length) {
    const reached = slide(first, Math.min(length, first + stride));
    if (reached === first) settle(first);
    first = Math.max(reached, first + 1);
  }
}
