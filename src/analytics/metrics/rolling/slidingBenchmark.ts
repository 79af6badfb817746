import { inMemory, kept, placed } from '../../simd/memory.js';
import { momentsOf } from '../kernels/moments.js';
import { SPREAD_SHARE_MIN, strideOf, type SlidingBenchmark } from './sliding.js';
import { slidingMean } from './slidingMean.js';
import { slidingMoments } from './slidingMoments.js';

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
  const moments = inMemory(() => {
    const { mean, deviation, constants } = slidingMoments(values, lookback);
    return { mean: ownCopy(mean, values), deviation: ownCopy(deviation, values), constants };
  });
  const { mean } = momentsOf(values);
  const centred = values.map((value) => value - mean);
  const centredMean = new Float64Array(values.length);
  slidingMean(centred, lookback, centredMean);
  const precision = moments.deviation.map((deviation) => 1 / (deviation * deviation));
  for (const last of moments.constants) precision[last] = NaN;
  const demand = demandOf(centred, lookback, precision);
  return { ...moments, values, centred, centredMean, precision, demand };
}

const ownCopy = (column: Float64Array, { length }: Float64Array): Float64Array =>
  Float64Array.from(column.subarray(0, length));

/** What slides beside a benchmark, where compiled loops see it. */
export function placedBenchmark(benchmark: SlidingBenchmark): SlidingBenchmark {
  const { centred, centredMean, precision, demand } = benchmark;
  const columns = kept(benchmark, [centred, centredMean, precision, demand] as const).map(placed);
  const [ofCentred, ofMean, ofPrecision, ofDemand] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    ...benchmark,
    centred: ofCentred,
    centredMean: ofMean,
    precision: ofPrecision,
    demand: ofDemand,
  };
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
