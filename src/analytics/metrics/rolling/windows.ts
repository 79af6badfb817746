import { assert } from '../../../domain/errors.js';
import { inExcess } from '../kernels/excess.js';
import { plainSum } from '../kernels/sums.js';
import { pairOf, riskFreeOf, type Sample } from '../sample.js';
import { ScratchColumns } from './columns.js';
import { slidingMoments, type SlidingMoments } from './slidingMoments.js';
import { slidingPair, type SlidingPair } from './slidingPair.js';

/** A benchmark's part of what rolls: the same for every asset that is held against it. */
interface RollingBenchmark {
  readonly lookback: number;
  readonly moments: SlidingMoments;
}

const benchmarks = new WeakMap<Float64Array, RollingBenchmark>();
const scratch = new ScratchColumns();

function rollingBenchmark(values: Float64Array, lookback: number): SlidingMoments {
  let known = benchmarks.get(values);
  if (known?.lookback !== lookback) {
    requireFinite(values);
    const { length } = values;
    const moments = { mean: new Float64Array(length), variance: new Float64Array(length) };
    momentsInto(values, lookback, moments);
    known = { lookback, moments };
    benchmarks.set(values, known);
  }
  return known.moments;
}

function requireFinite(values: Float64Array): void {
  assert(Number.isFinite(plainSum(values)), 'returns are finite numbers');
}

function momentsInto(values: Float64Array, lookback: number, into: SlidingMoments): void {
  const { length } = values;
  const tails = { sums: scratch.take(length), squares: scratch.take(length) };
  slidingMoments(values, lookback, tails, into);
}

/**
 * The windows of one length of a sample, and what several metrics take from them, each once. What
 * it gives is valid until the next one is made: the memory is the same.
 */
export class RollingWindows {
  readonly length: number;
  readonly periodsPerYear: number;
  #pair: SlidingPair | undefined;
  #moments: SlidingMoments | undefined;
  #deviation: Float64Array | undefined;
  #excess: SlidingMoments | undefined;

  /**
   * @param lookback returns in a window: from 2 to the returns of the sample
   * @param withBenchmark whether a metric that needs the benchmark will be asked for: then both
   *   are read in one pass. The benchmark has to be {@link isAligned}.
   */
  constructor(
    readonly sample: Sample,
    readonly lookback: number,
    withBenchmark: boolean,
  ) {
    scratch.release();
    const { values } = sample.returns;
    this.length = values.length;
    this.periodsPerYear = sample.periodsPerYear;
    requireFinite(values);
    if (withBenchmark) this.#pair = this.#pairOf(values);
  }

  /** Of the returns. */
  get moments(): SlidingMoments {
    this.#moments ??= this.#pair ?? this.#momentsOf(this.sample.returns.values);
    return this.#moments;
  }

  /** Of the returns: the root of their variance, not annualised. */
  get deviation(): Float64Array {
    this.#deviation ??= this.#deviationOf(this.moments.variance);
    return this.#deviation;
  }

  /** Of the returns in excess of risk-free. Needs a risk-free rate. */
  get excess(): SlidingMoments {
    this.#excess ??= this.#excessMoments();
    return this.#excess;
  }

  /** Of the returns in excess of risk-free. Needs a risk-free rate. */
  get excessDeviation(): Float64Array {
    const { variance } = this.excess;
    return variance === this.moments.variance ? this.deviation : this.#deviationOf(variance);
  }

  /** Of the benchmark's returns. Only where one was announced. */
  get benchmarkMoments(): SlidingMoments {
    return rollingBenchmark(pairOf(this.sample).benchmark.values, this.lookback);
  }

  /** Of the returns with the benchmark's. Only where one was announced. */
  get covariance(): Float64Array {
    assert(this.#pair !== undefined, 'a benchmark metric is announced');
    return this.#pair.covariance;
  }

  #momentsOf(values: Float64Array): SlidingMoments {
    const into = { mean: scratch.take(this.length), variance: scratch.take(this.length) };
    momentsInto(values, this.lookback, into);
    return into;
  }

  #pairOf(values: Float64Array): SlidingPair {
    const { length, lookback } = this;
    const other = pairOf(this.sample).benchmark.values;
    const ofOther = rollingBenchmark(other, lookback);
    const take = (): Float64Array => scratch.take(length);
    const tails = { sums: take(), squares: take(), products: take() };
    const into = { mean: take(), variance: take(), covariance: take() };
    slidingPair([values, other], lookback, tails, ofOther, into);
    return into;
  }

  #deviationOf(variance: Float64Array): Float64Array {
    const deviation = scratch.take(this.length);
    for (let last = this.lookback - 1; last < this.length; last += 1) {
      deviation[last] = Math.sqrt(variance[last] as number);
    }
    return deviation;
  }

  #excessMoments(): SlidingMoments {
    const riskFree = riskFreeOf(this.sample);
    if (typeof riskFree !== 'number') {
      return this.#momentsOf(inExcess(this.sample.returns, riskFree).values);
    }
    // A rate that never changes moves the mean alone.
    const mean = scratch.take(this.length);
    const { mean: ofReturns, variance } = this.moments;
    for (let last = this.lookback - 1; last < this.length; last += 1) {
      mean[last] = (ofReturns[last] as number) - riskFree;
    }
    return { mean, variance };
  }
}

/** Whether a benchmark has a return in each period of the sample, so that windows are theirs too. */
export function isAligned({ returns, benchmark }: Sample): boolean {
  return typeof benchmark !== 'string' && benchmark.asset === returns;
}
