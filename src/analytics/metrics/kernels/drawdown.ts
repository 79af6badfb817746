import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/** The deepest fall from a running peak. Indices into the sample's prices, the base being 0. */
export interface Drawdown {
  /** From −1 to 0: 0 when no price lies below an earlier one. */
  readonly depth: number;
  /** The last price at the running peak before the trough. */
  readonly peakIndex: number;
  /** The first price at the bottom. */
  readonly troughIndex: number;
}

/**
 * Goes from peak to peak, with one division for each fall, so that shallow falls keep their
 * digits.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const deepestDrawdown: Kernel<Drawdown> = ({ prices }) => {
  const length = prices.length;
  let deepest: Drawdown = { depth: 0, peakIndex: 0, troughIndex: 0 };
  let peak = prices[0] as number;
  assert(peak > 0, 'prices are positive numbers');
  for (let i = 1; i < length;) {
    for (; i < length && (prices[i] as number) >= peak; i += 1) peak = prices[i] as number;
    const peakIndex = i - 1;
    assert(peak < Infinity, 'prices are finite numbers');
    if (i === length) break;
    assert((prices[i] as number) < peak, 'prices are numbers');
    let low = peak;
    for (; i < length - 3; i += 4) {
      const a = prices[i] as number;
      const b = prices[i + 1] as number;
      const c = prices[i + 2] as number;
      const d = prices[i + 3] as number;
      if (!(a < peak && b < peak && c < peak && d < peak)) break;
      if (a < low || b < low || c < low || d < low) low = Math.min(low, a, b, c, d);
    }
    for (; i < length && (prices[i] as number) < peak; i += 1) {
      if ((prices[i] as number) < low) low = prices[i] as number;
    }
    const depth = (low - peak) / peak;
    if (depth < deepest.depth) {
      assert(low > 0, 'prices are positive numbers');
      deepest = { depth, peakIndex, troughIndex: prices.indexOf(low, peakIndex) };
    }
  }
  return deepest;
};
