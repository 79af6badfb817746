import { assert } from '../../domain/errors.js';
import { momentsOf, momentsOfSums, type Moments } from './kernels/moments.js';
import { endingSums, type ColumnSums } from './kernels/sums.js';

/** Simple returns, one per period, whose moments are computed once and only when asked for. */
export class ReturnColumn {
  #moments: Moments | undefined;
  readonly #sums: (() => ColumnSums) | undefined;

  /** @param sums about 0 of the values, where another pass tells them too */
  constructor(
    readonly values: Float64Array,
    sums?: () => ColumnSums,
  ) {
    this.#sums = sums;
  }

  /**
   * The last values of a column, for each of some lengths: added up in one pass, to the bits of
   * columns of their own.
   *
   * @param lengths ascending, none longer than the column
   */
  static endingsOf(values: Float64Array, lengths: readonly number[]): ReturnColumn[] {
    let sums: readonly ColumnSums[] | undefined;
    return lengths.map((length, place) => {
      const ending = values.subarray(values.length - length);
      return new ReturnColumn(ending, () => {
        sums ??= endingSums(values, lengths);
        return sums[place] as ColumnSums;
      });
    });
  }

  /** @throws HighwaterError INTERNAL_ASSERTION when a value is not finite */
  get moments(): Moments {
    this.#moments ??=
      this.#sums === undefined ? momentsOf(this.values) : momentsOfSums(this.values, this.#sums());
    return this.#moments;
  }
}

/**
 * The risk-free return of each period: one number for all, or one per return of the column that
 * it stands beside.
 */
export type RiskFree = number | Float64Array;
export type MissingRiskFree = 'no-risk-free-rate';

/** Returns of an asset and of its benchmark on the dates that both have, in one order. */
export interface BenchmarkPair {
  readonly asset: ReturnColumn;
  readonly benchmark: ReturnColumn;
  /** Of the pair's own periods. */
  readonly riskFree: RiskFree | MissingRiskFree;
}

export type MissingBenchmark = 'no-benchmark' | 'no-overlap-with-benchmark';

export interface SampleInput {
  /** Total-return prices, the base price first: one more than there are returns. Read only. */
  readonly prices: Float64Array;
  /** The days (since 1970) of the prices, ascending. Read only. */
  readonly dates: Int32Array;
  /** `returns[i]` is earned from `prices[i]` to `prices[i + 1]`. Read only. */
  readonly returns: ReturnColumn;
  /** 252 for daily returns, 52 for weekly, 12 for monthly. */
  readonly periodsPerYear: number;
  readonly riskFree: RiskFree | MissingRiskFree;
  readonly benchmark: BenchmarkPair | MissingBenchmark;
}

/**
 * A pure function of a sample; its result is kept with the sample. Kernels are made once, when
 * their module is loaded, never per call.
 */
export type Kernel<T> = (sample: Sample) => T;

/**
 * A pure function of a nest of samples, of which each is the end of the next: windows that end on
 * one day. What adds up is added up once for all. One result per sample, shortest first, to the
 * bits of a nest that holds that sample alone.
 */
export type NestKernel<T> = (nest: readonly Sample[]) => readonly T[];

/** Kernels made per call would fill memory: far more than there are metrics. */
const KERNELS_MAX = 10_000;

/** Where each kernel's result stands in a sample: an array is quicker to look into than a map. */
const places = new Map<Kernel<unknown>, number>();
const kernels: Kernel<unknown>[] = [];

function placeOf(kernel: Kernel<unknown>): number {
  let place = places.get(kernel);
  if (place === undefined) {
    place = kernels.length;
    assert(place < KERNELS_MAX, 'kernels are made once, not per call');
    kernels.push(kernel);
    places.set(kernel, place);
  }
  return place;
}

/** Stands for the result of a kernel that came to undefined, so that it is not run again. */
const NOTHING = Symbol('undefined');

/** What metrics are computed from. Each kernel runs at most once on it, whoever asks first. */
export class Sample {
  readonly prices: Float64Array;
  readonly dates: Int32Array;
  readonly returns: ReturnColumn;
  readonly periodsPerYear: number;
  readonly riskFree: RiskFree | MissingRiskFree;
  readonly benchmark: BenchmarkPair | MissingBenchmark;
  readonly #results = new Array<unknown>(kernels.length);
  /** The places of the kernels that have run, in the order of their completion. */
  readonly #completed: number[] = [];
  #nest: Nest | undefined;
  #nestPlace = 0;

  /** @throws HighwaterError INTERNAL_ASSERTION when lengths disagree or a scalar is not finite */
  constructor({ prices, dates, returns, periodsPerYear, riskFree, benchmark }: SampleInput) {
    const n = returns.values.length;
    assert(prices.length === n + 1, 'a sample has one price before its returns');
    assert(dates.length === n + 1, 'a sample has a date for each price');
    assert(periodsPerYear > 0 && periodsPerYear < Infinity, 'a year has periods');
    assertRiskFree(riskFree, n);
    if (typeof benchmark !== 'string') {
      const { asset, benchmark: other } = benchmark;
      assert(asset.values.length === other.values.length, 'benchmark returns are aligned');
      assertRiskFree(benchmark.riskFree, asset.values.length);
    }
    this.prices = prices;
    this.dates = dates;
    this.returns = returns;
    this.periodsPerYear = periodsPerYear;
    this.riskFree = riskFree;
    this.benchmark = benchmark;
  }

  /** Calendar days from the base date to the last date. */
  get elapsedDays(): number {
    return (this.dates[this.dates.length - 1] as number) - (this.dates[0] as number);
  }

  /** Returns that it shares with its benchmark; 0 without one. */
  get pairLength(): number {
    return typeof this.benchmark === 'string' ? 0 : this.benchmark.asset.values.length;
  }

  /** The kernel's result on this sample, computed on first use. */
  of<T>(kernel: Kernel<T>): T {
    const place = placeOf(kernel);
    const known = this.#results[place];
    if (known !== undefined) return (known === NOTHING ? undefined : known) as T;
    const result = kernel(this);
    this.#results[place] = result === undefined ? NOTHING : result;
    this.#completed.push(place);
    return result;
  }

  /** The nest kernel's result on this sample, computed on first use for all samples of its nest. */
  ofNest<T>(kernel: NestKernel<T>): T {
    this.#nest ??= new Nest([this]);
    return this.#nest.of(kernel)[this.#nestPlace] as T;
  }

  /** Lets samples share what adds up. @param samples each the end of the next, shortest first */
  static nest(samples: readonly Sample[]): void {
    const nest = new Nest(samples);
    samples.forEach((sample, place) => {
      sample.#nest = nest;
      sample.#nestPlace = place;
    });
  }

  /** Every kernel that was asked for and what it came to, in the order of their completion. */
  *intermediates(): IterableIterator<[Kernel<unknown>, unknown]> {
    for (const place of this.#completed) {
      const result = this.#results[place];
      yield [kernels[place] as Kernel<unknown>, result === NOTHING ? undefined : result];
    }
  }
}

/** Samples of which each is the end of the next, and what nest kernels came to on them. */
class Nest {
  readonly #results = new Map<NestKernel<unknown>, readonly unknown[]>();

  constructor(private readonly samples: readonly Sample[]) {}

  of<T>(kernel: NestKernel<T>): readonly T[] {
    let results = this.#results.get(kernel) as readonly T[] | undefined;
    if (results === undefined) {
      results = kernel(this.samples);
      this.#results.set(kernel, results);
    }
    return results;
  }
}

/** The sample that all others of a nest are the end of. */
export function longestOf(nest: readonly Sample[]): Sample {
  return nest[nest.length - 1] as Sample;
}

function assertRiskFree(riskFree: RiskFree | MissingRiskFree, n: number): void {
  if (typeof riskFree === 'number') {
    assert(riskFree > -1 && riskFree < Infinity, 'the risk-free return of a period is finite');
  } else if (typeof riskFree !== 'string') {
    assert(riskFree.length === n, 'there is a risk-free return for each return');
  }
}

/** The aligned pair of a sample, for what needs the benchmark. */
export function pairOf({ benchmark }: Sample): BenchmarkPair {
  assert(typeof benchmark !== 'string', 'a benchmark metric is computed with a benchmark');
  return benchmark;
}

/** The risk-free returns of a sample or a pair, for what needs them. */
export function riskFreeOf({
  riskFree,
}: {
  readonly riskFree: RiskFree | MissingRiskFree;
}): RiskFree {
  assert(typeof riskFree !== 'string', 'a metric in excess of risk-free is computed with a rate');
  return riskFree;
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
