import type { Kernel } from '../sample.js';
import { lossTail, type LossTail } from './lossTail.js';

/**
 * How far each price after the base lies below the highest price up to it, the base included, as a
 * positive fraction of that: 0 at a new high.
 */
export const depthsUnderWater: Kernel<Float64Array> = ({ prices }) => {
  const depths = new Float64Array(prices.length - 1);
  let peak = prices[0] as number;
  for (let i = 1; i < prices.length; i += 1) {
    const price = prices[i] as number;
    peak = Math.max(peak, price);
    depths[i - 1] = (peak - price) / peak;
  }
  return depths;
};

/** The deepest twentieth of the depths under water. */
export const deepestTwentieth: Kernel<LossTail> = (sample) =>
  lossTail(sample.of(depthsUnderWater), 20);
