import { assert } from '../../../domain/errors.js';
import { ScratchColumns } from './columns.js';

const scratch = new ScratchColumns();

/**
 * How far the last price of each window lies below the window's highest, by the same blocks as
 * sliding sums (van Herk, Pattern Recognition Letters 13, 1992): three comparisons a window.
 *
 * @param lookback returns in a window: it has one price more, its base
 * @param falls where they go: from −1 to 0, by the place of a window's last return
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export function slidingPeak(prices: Float64Array, lookback: number, falls: Float64Array): void {
  const length = prices.length;
  const size = lookback + 1;
  scratch.release();
  const highs = scratch.take(length);
  for (let start = 0; start < length; start += size) {
    const end = Math.min(start + size, length);
    let peak = 0;
    // The window that is the block itself has no tail.
    highs[start] = 0;
    for (let i = start; i < end; i += 1) {
      const price = prices[i] as number;
      assert(price > 0, 'prices are positive numbers');
      if (price > peak) peak = price;
      const from = i - size + 1;
      if (from < 0) continue;
      const ofTail = highs[from] as number;
      const high = ofTail > peak ? ofTail : peak;
      falls[i - 1] = (price - high) / high;
    }
    assert(peak < Infinity, 'prices are positive numbers');
    let high = 0;
    for (let i = end - 1; i > start; i -= 1) {
      const price = prices[i] as number;
      if (price > high) high = price;
      highs[i] = high;
    }
  }
}
