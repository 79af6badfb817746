import { momentsOf, sampleCovariance } from '../kernels/moments.js';
import { slideAll, spreadMinOf, type SlidingMoments } from './sliding.js';
import type { SlidingBenchmark } from './slidingBenchmark.js';
import { settle } from './slidingMoments.js';

/** Moments of a column's windows, and how they move with a benchmark's. */
export interface SlidingPair extends SlidingMoments {
  /** Covariance with the benchmark over its variance; NaN where the benchmark stands still. */
  readonly slope: Float64Array;
}

/** Longer than most daily histories: 32 years. */
const LENGTH_AT_FIRST = 8192;

/**
 * Where moments and slopes go: the same memory each time. V8 takes columns that are never replaced
 * as constants, and leaves out what it checks of others at every access.
 */
class PairColumns {
  mean = new Float64Array(LENGTH_AT_FIRST);
  deviation = new Float64Array(LENGTH_AT_FIRST);
  slope = new Float64Array(LENGTH_AT_FIRST);

  reserve(length: number): void {
    if (length <= this.mean.length) return;
    this.mean = new Float64Array(2 * length);
    this.deviation = new Float64Array(2 * length);
    this.slope = new Float64Array(2 * length);
  }
}

const columns = new PairColumns();

/**
 * What `slidingMoments` does, and the slope on a benchmark in the same pass: the column is read
 * once. A window is computed by itself where too much cancels in either. The result is valid until
 * the next call.
 *
 * @param lookback as the benchmark's
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function slidingPair(
  values: Float64Array,
  lookback: number,
  benchmark: SlidingBenchmark,
): SlidingPair {
  columns.reserve(values.length);
  const { mean, deviation, slope } = columns;
  const pair = { mean, deviation, slope, constants: [] };
  slideAll(values.length, lookback, {
    slide: (first, end) => slide(values, lookback, first, end, benchmark, pair.constants),
    settle: (last) => {
      const from = last + 1 - lookback;
      const other = benchmark.values.subarray(from, last + 1);
      slope[last] = ownSlope(values.subarray(from, last + 1), other, last, benchmark, pair);
    },
  });
  return pair;
}

/** The slope of a window that is computed by itself; puts its moments in their place. */
function ownSlope(
  values: Float64Array,
  other: Float64Array,
  last: number,
  { precision }: SlidingBenchmark,
  pair: SlidingPair,
): number {
  const moments = settle(values, last, pair);
  const covariance = moments.isConstant
    ? 0
    : sampleCovariance({ values, ...moments }, { values: other, ...momentsOf(other) });
  return covariance * (precision[last] as number);
}

function slide(
  values: Float64Array,
  lookback: number,
  first: number,
  end: number,
  { centred, centredMean, precision, demand }: SlidingBenchmark,
  constants: number[],
): number {
  const { mean, deviation, slope } = columns;
  const share = 1 / lookback;
  const freedom = 1 / (lookback - 1);
  // Deviations from the mean of the window before are small, and little cancels.
  const centre = first < lookback ? 0 : (mean[first - 1] as number);
  const spreadMin = spreadMinOf(lookback, centre);
  let sum = 0;
  let square = 0;
  let product = 0;
  let i = first + 1 - lookback;
  for (; i < first; i += 1) {
    const x = (values[i] as number) - centre;
    sum += x;
    square += x * x;
    product += x * (centred[i] as number);
  }
  let seen = square;
  for (; i < end; i += 1) {
    const x = (values[i] as number) - centre;
    const entering = x * x;
    sum += x;
    square += entering;
    seen += entering;
    product += x * (centred[i] as number);
    const average = sum * share;
    const spread = square - sum * average;
    mean[i] = centre + average;
    deviation[i] = Math.sqrt(spread * freedom);
    slope[i] = (product - sum * (centredMean[i] as number)) * freedom * (precision[i] as number);
    if (!(spread > spreadMin + seen * (demand[i] as number))) {
      if (!(seen === 0 && sum === 0)) return i;
      constants.push(i);
    }
    const from = i + 1 - lookback;
    const y = (values[from] as number) - centre;
    sum -= y;
    square -= y * y;
    product -= y * (centred[from] as number);
  }
  return end;
}
