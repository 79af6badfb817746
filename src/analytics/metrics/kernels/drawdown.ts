import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/** The deepest fall from a running peak. Indices into the sample's prices, the base being 0. */
export interface Drawdown {
  /** From −1 to 0: 0 when no price lies below an earlier one. */
  readonly depth: number;
  /** The last price at the running peak before the trough. */
  readonly peakIndex: number;
  readonly troughIndex: number;
}

/**
 * Walks from peak to peak: one division per fall, so that shallow falls keep their digits.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const deepestDrawdown: Kernel<Drawdown> = ({ prices }) => {
  let peak = prices[0] as number;
  assert(peak > 0 && peak < Infinity, 'prices are positive numbers');
  let low = peak;
  let [peakIndex, lowIndex] = [0, 0];
  let deepest: Drawdown = { depth: 0, peakIndex: 0, troughIndex: 0 };
  for (let i = 1; i < prices.length; i += 1) {
    const price = prices[i] as number;
    if (price < peak) {
      if (price < low) {
        low = price;
        lowIndex = i;
      }
      continue;
    }
    assert(price >= peak && price < Infinity, 'prices are positive numbers');
    if (low < peak) deepest = deeper(deepest, peak, peakIndex, low, lowIndex);
    peak = price;
    low = price;
    peakIndex = i;
  }
  if (low < peak) deepest = deeper(deepest, peak, peakIndex, low, lowIndex);
  return deepest;
};

function deeper(
  deepest: Drawdown,
  peak: number,
  peakIndex: number,
  low: number,
  troughIndex: number,
): Drawdown {
  assert(low > 0, 'prices are positive numbers');
  const depth = (low - peak) / peak;
  return depth < deepest.depth ? { depth, peakIndex, troughIndex } : deepest;
}
