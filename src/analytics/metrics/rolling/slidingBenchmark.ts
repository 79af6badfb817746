import { momentsOf } from '../kernels/moments.js';
import { SPREAD_SHARE_MIN, strideOf, type SlidingMoments } from './sliding.js';
import { slidingMean } from './slidingMean.js';
import { slidingMoments } from './slidingMoments.js';

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

interface KnownBenchmark {
  readonly lookback: number;
  readonly benchmark: SlidingBenchmark;
}

/** One lookback of each column: a run over many assets asks for the same one each time. */
const benchmarks = new WeakMap<Float64Array, KnownBenchmark>();

/**
 * The windows of a benchmark's returns, computed once for the column.
 *
 * @param lookback from 2 to the length of the column
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function slidingBenchmark(values: Float64Array, lookback: number): SlidingBenchmark {
  let known = benchmarks.get(values);
  if (known?.lookback !== lookback) {
    known = { lookback, benchmark: benchmarkOf(values, lookback) };
    benchmarks.set(values, known);
  }
  return known.benchmark;
}

function benchmarkOf(values: Float64Array, lookback: number): SlidingBenchmark {
  const column = (): Float64Array => new Float64Array(values.length);
  const moments = { mean: column(), deviation: column(), constants: [] };
  slidingMoments(values, lookback, moments);
  const { mean } = momentsOf(values);
  const centred = values.map((value) => value - mean);
  const centredMean = column();
  slidingMean(centred, lookback, centredMean);
  const precision = moments.deviation.map((deviation) => 1 / (deviation * deviation));
  for (const last of moments.constants) precision[last] = NaN;
  const demand = demandOf(centred, lookback, precision);
  return { ...moments, values, centred, centredMean, precision, demand };
}

function demandOf(centred: Float64Array, lookback: number, precision: Float64Array): Float64Array {
  const { length } = centred;
  const reach = Math.min(length, lookback + strideOf(lookback));
  const squares = centred.map((value) => value * value);
  const inReach = new Float64Array(length);
  slidingMean(squares, reach, inReach);
  const scale = reach / (lookback - 1);
  return precision.map((factor, last) => {
    const seen = (inReach[Math.max(last, reach - 1)] as number) * scale;
    // Where the benchmark stands still there is no slope to be had: the asset counts alone.
    return SPREAD_SHARE_MIN * (Number.isNaN(factor) ? 1 : Math.max(1, seen * factor));
  });
}
