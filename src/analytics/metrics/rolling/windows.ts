import { assert } from '../../../domain/errors.js';
import { inExcess } from '../kernels/excess.js';
import { plainSum } from '../kernels/sums.js';
import { pairOf, riskFreeOf, type Sample } from '../sample.js';
import type { SlidingBenchmark, SlidingMoments } from './sliding.js';
import { slidingBenchmark } from './slidingBenchmark.js';
import { slidingMoments } from './slidingMoments.js';
import { slidingPair, type SlidingPair } from './slidingPair.js';

/** Moments of returns in excess of risk-free. */
export interface ExcessMoments extends SlidingMoments {
  /** Still to be taken from each mean: the risk-free return of every period, where it is one. */
  readonly riskFree: number;
}

/**
 * The windows of one length of a sample, and what several metrics take from them, each once. What
 * it gives lies in the memory of compiled loops, for the work around.
 */
export class RollingWindows {
  readonly length: number;
  readonly periodsPerYear: number;
  #pair: SlidingPair | undefined;
  #moments: SlidingMoments | undefined;
  #excess: ExcessMoments | undefined;

  /**
   * @param lookback returns in a window: from 2 to the returns of the sample
   * @param withBenchmark whether a metric that needs the benchmark will be asked for: then both
   *   are read in one pass. The benchmark has to be {@link isAligned}.
   */
  constructor(
    readonly sample: Sample,
    readonly lookback: number,
    readonly withBenchmark: boolean,
  ) {
    this.length = sample.returns.values.length;
    this.periodsPerYear = sample.periodsPerYear;
  }

  /**
   * For what does not ask for moments, which see to it themselves.
   *
   * @throws HighwaterError INTERNAL_ASSERTION when a return is NaN or infinite
   */
  requireFiniteReturns(): void {
    assert(Number.isFinite(plainSum(this.sample.returns.values)), 'returns are finite numbers');
  }

  /** Of the returns. */
  get moments(): SlidingMoments {
    if (this.withBenchmark) return this.pair;
    this.#moments ??= slidingMoments(this.sample.returns.values, this.lookback);
    return this.#moments;
  }

  /** Of the returns in excess of risk-free. Needs a risk-free rate. */
  get excess(): ExcessMoments {
    this.#excess ??= this.#excessMoments();
    return this.#excess;
  }

  /** Of the benchmark's returns. Only where one was announced. */
  get benchmark(): SlidingBenchmark {
    return slidingBenchmark(pairOf(this.sample).benchmark.values, this.lookback);
  }

  /** Of the returns, with their slope on the benchmark's. Only where one was announced. */
  get pair(): SlidingPair {
    assert(this.withBenchmark, 'a benchmark metric is announced');
    this.#pair ??= slidingPair(this.sample.returns.values, this.lookback, this.benchmark);
    return this.#pair;
  }

  #excessMoments(): ExcessMoments {
    const riskFree = riskFreeOf(this.sample);
    // A rate that never changes moves the mean alone.
    if (typeof riskFree === 'number') return { ...this.moments, riskFree };
    const { values } = inExcess(this.sample.returns, riskFree);
    return { ...slidingMoments(values, this.lookback), riskFree: 0 };
  }
}

/** Whether a benchmark has a return in each period of the sample, so that windows are theirs too. */
export function isAligned({ returns, benchmark }: Sample): boolean {
  return typeof benchmark !== 'string' && benchmark.asset === returns;
}
