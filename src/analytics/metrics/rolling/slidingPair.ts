import { newColumn } from '../../simd/memory.js';
import { momentsOf, sampleCovariance } from '../kernels/moments.js';
import { slideAll, type SlidingBenchmark, type SlidingMoments } from './sliding.js';
import { placedBenchmark } from './slidingBenchmark.js';
import { SlidWindows } from './slidWindows.js';

/** Moments of a column's windows, and how they move with a benchmark's. */
export interface SlidingPair extends SlidingMoments {
  /** Covariance with the benchmark over its variance; NaN where the benchmark stands still. */
  readonly slope: Float64Array;
}

/**
 * What `slidingMoments` does, and the slope on a benchmark in the same pass. A window is computed by
 * itself where too much cancels in either.
 *
 * @param lookback as the benchmark's
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function slidingPair(
  values: Float64Array,
  lookback: number,
  benchmark: SlidingBenchmark,
): SlidingPair {
  const other = placedBenchmark(benchmark);
  const slope = newColumn(values.length + 1);
  const windows = new SlidWindows(values, lookback, other.demand, other.centred);
  slideAll(values.length, lookback, {
    slide: (first, end) => {
      const reached = windows.slide(first, end);
      windows.slopes(first, reached, other, slope);
      return reached;
    },
    settle: (last) => {
      const moments = windows.settle(last);
      const [from, to] = [last + 1 - lookback, last + 1];
      const own = { values: values.subarray(from, to), ...moments };
      const theirs = benchmark.values.subarray(from, to);
      const covariance = moments.isConstant
        ? 0
        : sampleCovariance(own, { values: theirs, ...momentsOf(theirs) });
      slope[last] = covariance * (benchmark.precision[last] as number);
    },
  });
  const { mean, deviation, constants } = windows;
  return { mean, deviation, constants, slope };
}
