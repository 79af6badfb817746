import { newColumn } from '../../simd/memory.js';
import { slideAll, SPREAD_SHARE_MIN, type SlidingMoments } from './sliding.js';
import { SlidWindows } from './slidWindows.js';

/**
 * Moments of every window, in the same few steps a window whatever the lookback: the return that
 * comes is added, the one that leaves is taken away, and sums begin afresh before it could be felt
 * what has left ({@link slideAll}). They lie in the memory of compiled loops, for the work around.
 *
 * @param lookback from 2 to the length of the column
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function slidingMoments(values: Float64Array, lookback: number): SlidingMoments {
  const demand = newColumn(values.length + 1).fill(SPREAD_SHARE_MIN);
  const windows = new SlidWindows(values, lookback, demand);
  slideAll(values.length, lookback, {
    slide: (first, end) => windows.slide(first, end),
    settle: (last) => void windows.settle(last),
  });
  return windows;
}
