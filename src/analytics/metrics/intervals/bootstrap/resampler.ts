import {
  ReturnColumn,
  Sample,
  type BenchmarkPair,
  type MissingRiskFree,
  type RiskFree,
} from '../../sample.js';
import { blockLengthOf } from './blockLength.js';
import { drawStationary } from './stationaryIndices.js';
import { Xoshiro128 } from './xoshiro.js';

export interface ResamplerOptions {
  readonly seed: number;
  /** Whether the drawn samples are to have a benchmark. */
  readonly needsBenchmark: boolean;
}

/** Sets the pairs' own sequence apart from that of the returns. */
const PAIR_SEED = 0x5bd1e995;

/**
 * Draws samples like the one given. Returns, their risk-free returns and, on the dates shared with
 * a benchmark, both sides' returns keep together; dates stay where they are, and prices are what
 * the drawn returns compound to from the base price. Where the benchmark lacks some dates, the
 * pairs are drawn by blocks of their own.
 */
export class Resampler {
  /** Mean periods in a block: the longer of what the returns and their squares call for. */
  readonly blockLength: number;
  readonly #generator: Xoshiro128;
  readonly #indices: Int32Array;
  readonly #pairGenerator: Xoshiro128;
  readonly #pairIndices: Int32Array | null;

  constructor(
    private readonly original: Sample,
    private readonly options: ResamplerOptions,
  ) {
    const { values, moments } = original.returns;
    const squares = values.map((value) => (value - moments.mean) ** 2);
    this.blockLength = Math.max(blockLengthOf(values), blockLengthOf(squares));
    this.#generator = Xoshiro128.seeded(options.seed);
    this.#pairGenerator = Xoshiro128.seeded((options.seed ^ PAIR_SEED) >>> 0);
    this.#indices = new Int32Array(values.length);
    const pairs = typeof original.benchmark === 'string' ? 0 : lengthOf(original.benchmark);
    this.#pairIndices = pairs === 0 || pairs === values.length ? null : new Int32Array(pairs);
  }

  /** The next sample. */
  draw(): Sample {
    const { original, blockLength } = this;
    const indices = this.#indices;
    drawStationary(indices, blockLength, this.#generator);
    const returns = taken(original.returns.values, indices);
    return new Sample({
      prices: compoundedFrom(original.prices[0] as number, returns),
      dates: original.dates,
      returns: new ReturnColumn(returns),
      periodsPerYear: original.periodsPerYear,
      riskFree: takenRates(original.riskFree, indices),
      benchmark: this.#benchmark(),
    });
  }

  #benchmark(): Sample['benchmark'] {
    const { benchmark } = this.original;
    if (typeof benchmark === 'string') return benchmark;
    return this.options.needsBenchmark ? this.#drawPair(benchmark) : 'no-benchmark';
  }

  #drawPair({ asset, benchmark, riskFree }: BenchmarkPair): BenchmarkPair {
    const own = this.#pairIndices;
    if (own !== null) drawStationary(own, this.blockLength, this.#pairGenerator);
    const indices = own ?? this.#indices;
    return {
      asset: new ReturnColumn(taken(asset.values, indices)),
      benchmark: new ReturnColumn(taken(benchmark.values, indices)),
      riskFree: takenRates(riskFree, indices),
    };
  }
}

const lengthOf = ({ asset }: BenchmarkPair): number => asset.values.length;

function taken(values: Float64Array, indices: Int32Array): Float64Array {
  const result = new Float64Array(indices.length);
  for (let i = 0; i < result.length; i += 1) {
    result[i] = values[indices[i] as number] as number;
  }
  return result;
}

function takenRates(
  rates: RiskFree | MissingRiskFree,
  indices: Int32Array,
): RiskFree | MissingRiskFree {
  return rates instanceof Float64Array ? taken(rates, indices) : rates;
}

function compoundedFrom(base: number, returns: Float64Array): Float64Array {
  const prices = new Float64Array(returns.length + 1);
  let price = base;
  prices[0] = price;
  for (let i = 0; i < returns.length; i += 1) {
    price *= 1 + (returns[i] as number);
    prices[i + 1] = price;
  }
  return prices;
}
