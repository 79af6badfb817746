import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/** The deepest fall from a running peak. Indices into the sample's prices, the base being 0. */
export interface Drawdown {
  /** From −1 to 0: 0, all at the base, where no price lies below an earlier one. */
  readonly depth: number;
  /** The last price at the running peak before the trough. */
  readonly peakIndex: number;
  /** The first price at the bottom. */
  readonly troughIndex: number;
}

/** What the falls of a price path come to together. */
export interface DrawdownSummary extends Drawdown {
  /** Σ (price / running peak − 1) over all prices: from −n to 0. */
  readonly sum: number;
  /** Σ (price / running peak − 1)² over all prices. */
  readonly squareSum: number;
  /**
   * Calendar days of the longest fall: from the last date at the peak to the first at or above
   * it, or to the last date.
   */
  readonly longestDays: number;
}

/** More than the roundings in `peak * (1 + depth)` can take off: errs towards looking. */
const SLACK = 1 + 8 * Number.EPSILON;

/**
 * One pass. Under water prices are added up four at a time, as differences from the peak, which
 * divides the sums when it is passed; only what may be a new deepest fall is looked at closely. No
 * call stands in the innermost loop: it would cost the sums their registers.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const drawdownSummary: Kernel<DrawdownSummary> = ({ prices, dates }) => {
  const last = prices.length - 1;
  let [peak, peakIndex, longestDays, sum, squareSum] = [0, 0, 0, 0, 0];
  const deepest = { depth: 0, peakIndex: 0, troughIndex: 0 };
  let i = 0;
  while (i <= last) {
    const price = prices[i] as number;
    assert(price > 0 && price < Infinity, 'prices are positive numbers');
    if (price >= peak) {
      peak = price;
      peakIndex = i;
      i += 1;
      continue;
    }
    // Below the bar lies what may be deeper than all before it.
    let bar = peak * (1 + deepest.depth) * SLACK;
    let lowIndex = -1;
    let even = 0;
    let odd = 0;
    let evenSquares = 0;
    let oddSquares = 0;
    for (; i < last - 2; i += 4) {
      const a = prices[i] as number;
      const b = prices[i + 1] as number;
      const c = prices[i + 2] as number;
      const d = prices[i + 3] as number;
      if (!(a < peak && b < peak && c < peak && d < peak)) break;
      const fallA = a - peak;
      const fallB = b - peak;
      const fallC = c - peak;
      const fallD = d - peak;
      even += fallA + fallC;
      odd += fallB + fallD;
      evenSquares += fallA * fallA + fallC * fallC;
      oddSquares += fallB * fallB + fallD * fallD;
      if (a < bar || b < bar || c < bar || d < bar) {
        lowIndex =
          a <= b && a <= c && a <= d ? i : b <= c && b <= d ? i + 1 : c <= d ? i + 2 : i + 3;
        bar = prices[lowIndex] as number;
      }
    }
    for (; i <= last && (prices[i] as number) < peak; i += 1) {
      const fall = (prices[i] as number) - peak;
      even += fall;
      evenSquares += fall * fall;
      if ((prices[i] as number) < bar) {
        lowIndex = i;
        bar = prices[i] as number;
      }
    }
    if (lowIndex >= 0) deepen(deepest, prices, peakIndex, lowIndex);
    sum += (even + odd) / peak;
    squareSum += (evenSquares + oddSquares) / (peak * peak);
    const days = (dates[Math.min(i, last)] as number) - (dates[peakIndex] as number);
    if (days > longestDays) longestDays = days;
  }
  return { ...deepest, sum, squareSum, longestDays };
};

/** Takes a fall down where it is deeper than all before it. */
function deepen(
  deepest: { depth: number; peakIndex: number; troughIndex: number },
  prices: Float64Array,
  peakIndex: number,
  troughIndex: number,
): void {
  const peak = prices[peakIndex] as number;
  const low = prices[troughIndex] as number;
  assert(low > 0, 'prices are positive numbers');
  const depth = (low - peak) / peak;
  if (depth >= deepest.depth) return;
  deepest.depth = depth;
  deepest.peakIndex = peakIndex;
  deepest.troughIndex = troughIndex;
}
