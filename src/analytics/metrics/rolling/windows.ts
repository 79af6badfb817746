import { assert } from '../../../domain/errors.js';
import { inExcess } from '../kernels/excess.js';
import { plainSum } from '../kernels/sums.js';
import { pairOf, riskFreeOf, type Sample } from '../sample.js';
import { ScratchColumns } from './columns.js';
import {
  slidingCovariance,
  slidingMoments,
  type Centred,
  type SlidingMoments,
} from './slidingMoments.js';

/** A benchmark's part of what rolls: the same for every asset that is held against it. */
interface RollingBenchmark {
  readonly lookback: number;
  readonly column: Centred;
  readonly moments: SlidingMoments;
}

const benchmarks = new WeakMap<Float64Array, RollingBenchmark>();
const scratch = new ScratchColumns();

function rollingBenchmark(values: Float64Array, lookback: number): RollingBenchmark {
  let known = benchmarks.get(values);
  if (known?.lookback !== lookback) {
    const column = centred(values);
    const { length } = values;
    const memory = { shift: new Float64Array(length), variance: new Float64Array(length) };
    known = { lookback, column, moments: momentsInto(column, lookback, memory) };
    benchmarks.set(values, known);
  }
  return known;
}

function centred(values: Float64Array): Centred {
  const centre = plainSum(values) / values.length;
  assert(Number.isFinite(centre), 'returns are finite numbers');
  return { values, centre };
}

function momentsInto(
  column: Centred,
  lookback: number,
  memory: Omit<SlidingMoments, 'centre'>,
): SlidingMoments {
  const { length } = column.values;
  const into = { ...memory, centre: column.centre };
  const tails = { sums: scratch.take(length), squares: scratch.take(length) };
  slidingMoments(column, lookback, tails, into);
  return into;
}

/**
 * The windows of one length of a sample, and what several metrics take from them, each once. What
 * it gives is valid until the next one is made: the memory is the same.
 */
export class RollingWindows {
  readonly length: number;
  readonly periodsPerYear: number;
  readonly #column: Centred;
  #benchmark: RollingBenchmark | undefined;
  #moments: SlidingMoments | undefined;
  #excess: SlidingMoments | undefined;
  #covariance: Float64Array | undefined;

  /** @param lookback returns in a window: from 2 to the returns of the sample */
  constructor(
    readonly sample: Sample,
    readonly lookback: number,
  ) {
    scratch.release();
    const { values } = sample.returns;
    this.length = values.length;
    this.periodsPerYear = sample.periodsPerYear;
    this.#column = centred(values);
  }

  /** Of the returns. */
  get moments(): SlidingMoments {
    this.#moments ??= this.#momentsOf(this.#column);
    return this.#moments;
  }

  /** Of the returns in excess of risk-free. Needs a risk-free rate. */
  get excess(): SlidingMoments {
    this.#excess ??= this.#excessMoments();
    return this.#excess;
  }

  /** Of the benchmark's returns. Needs an {@link isAligned} benchmark. */
  get benchmarkMoments(): SlidingMoments {
    return this.#ofBenchmark().moments;
  }

  /** Of the returns with the benchmark's. Needs an {@link isAligned} benchmark. */
  get covariance(): Float64Array {
    if (this.#covariance === undefined) {
      const { column, moments } = this.#ofBenchmark();
      this.#covariance = scratch.take(this.length);
      slidingCovariance(
        [this.#column, column],
        this.lookback,
        scratch.take(this.length),
        [this.moments, moments],
        this.#covariance,
      );
    }
    return this.#covariance;
  }

  #ofBenchmark(): RollingBenchmark {
    const { benchmark } = pairOf(this.sample);
    this.#benchmark ??= rollingBenchmark(benchmark.values, this.lookback);
    return this.#benchmark;
  }

  #momentsOf(column: Centred): SlidingMoments {
    const memory = { shift: scratch.take(this.length), variance: scratch.take(this.length) };
    return momentsInto(column, this.lookback, memory);
  }

  #excessMoments(): SlidingMoments {
    const riskFree = riskFreeOf(this.sample);
    if (typeof riskFree !== 'number') {
      const { values } = inExcess(this.sample.returns, riskFree);
      return this.#momentsOf({ values, centre: this.#column.centre });
    }
    // A rate that never changes moves the mean alone.
    return { ...this.moments, centre: this.moments.centre - riskFree };
  }
}

/** Whether a benchmark has a return in each period of the sample, so that windows are theirs too. */
export function isAligned({ returns, benchmark }: Sample): boolean {
  return typeof benchmark !== 'string' && benchmark.asset === returns;
}
