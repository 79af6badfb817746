import { assert } from '../../domain/errors.js';
import { momentsOf, type Moments } from './kernels/moments.js';

/** Simple returns, one per session, whose moments are computed once and only when asked for. */
export class ReturnColumn {
  #moments: Moments | undefined;

  constructor(readonly values: Float64Array) {}

  /** @throws HighwaterError INTERNAL_ASSERTION when a value is not finite */
  get moments(): Moments {
    this.#moments ??= momentsOf(this.values);
    return this.#moments;
  }
}

/** Returns of an asset and of its benchmark on the dates that both have, in one order. */
export interface BenchmarkPair {
  readonly asset: ReturnColumn;
  readonly benchmark: ReturnColumn;
}

export type MissingBenchmark = 'no-benchmark' | 'no-overlap-with-benchmark';

export interface SampleInput {
  /** Total-return prices, the base price first: one more than there are returns. Read only. */
  readonly prices: Float64Array;
  /** `returns[i]` is earned from `prices[i]` to `prices[i + 1]`. Read only. */
  readonly returns: ReturnColumn;
  /** Calendar days from the base date to the last date. */
  readonly elapsedDays: number;
  /** The risk-free return of one day. @see dailyRate */
  readonly riskFreeDaily: number;
  readonly benchmark: BenchmarkPair | MissingBenchmark;
}

/** A pure function of a sample; its result is kept with the sample. */
export type Kernel<T> = (sample: Sample) => T;

/** What metrics are computed from. Each kernel runs at most once on it, whoever asks first. */
export class Sample {
  readonly prices: Float64Array;
  readonly returns: ReturnColumn;
  readonly elapsedDays: number;
  readonly riskFreeDaily: number;
  readonly benchmark: BenchmarkPair | MissingBenchmark;
  readonly #results = new Map<Kernel<unknown>, unknown>();

  /** @throws HighwaterError INTERNAL_ASSERTION when lengths disagree or a scalar is not finite */
  constructor({ prices, returns, elapsedDays, riskFreeDaily, benchmark }: SampleInput) {
    assert(
      prices.length === returns.values.length + 1,
      'a sample has one price before its returns',
    );
    assert(elapsedDays >= 0 && elapsedDays < Infinity, 'a sample ends on or after its base date');
    assert(riskFreeDaily > -1 && riskFreeDaily < Infinity, 'the daily risk-free return is finite');
    if (typeof benchmark !== 'string') {
      const { asset, benchmark: other } = benchmark;
      assert(asset.values.length === other.values.length, 'benchmark returns are aligned');
    }
    this.prices = prices;
    this.returns = returns;
    this.elapsedDays = elapsedDays;
    this.riskFreeDaily = riskFreeDaily;
    this.benchmark = benchmark;
  }

  /** The kernel's result on this sample, computed on first use. */
  of<T>(kernel: Kernel<T>): T {
    if (!this.#results.has(kernel)) this.#results.set(kernel, kernel(this));
    return this.#results.get(kernel) as T;
  }
}

/** The aligned pair of a sample, for what needs the benchmark. */
export function pairOf({ benchmark }: Sample): BenchmarkPair {
  assert(typeof benchmark !== 'string', 'a benchmark metric is computed with a benchmark');
  return benchmark;
}

/** The price path, base 1 first, that simple returns compound to. */
export function compound(returns: Float64Array): Float64Array {
  const prices = new Float64Array(returns.length + 1);
  let price = 1;
  prices[0] = price;
  for (let i = 0; i < returns.length; i += 1) {
    price *= 1 + (returns[i] as number);
    prices[i + 1] = price;
  }
  return prices;
}
