import { assert } from '../../../domain/errors.js';
import { blockLengthOf } from '../../metrics/intervals/bootstrap/blockLength.js';
import { drawStationary } from '../../metrics/intervals/bootstrap/stationaryIndices.js';
import type { Xoshiro128 } from '../../metrics/intervals/bootstrap/xoshiro.js';
import { growthOf } from '../../metrics/kernels/growth.js';
import { momentsOf } from '../../metrics/kernels/moments.js';
import type { ReturnSource } from './returnSource.js';

/**
 * Mean periods in a block that a column of returns calls for: the longer of what they and their
 * squared deviations do, so that clusters of volatility stay together.
 */
export function blockLengthFor(returns: Float64Array): number {
  const { mean } = momentsOf(returns);
  const squares = returns.map((value) => (value - mean) ** 2);
  return Math.max(blockLengthOf(returns), blockLengthOf(squares));
}

/**
 * Which periods of a history a future consists of, by the stationary bootstrap. A future longer
 * than the history takes as many resamples of it, one after the other, as it needs.
 */
export class BlockIndices {
  readonly #indices: Int32Array;

  constructor(
    observations: number,
    private readonly blockLength: number,
    private readonly generator: Xoshiro128,
  ) {
    this.#indices = new Int32Array(observations);
  }

  /** Visits the index of each period of the next future. */
  forEach(periods: number, visit: (period: number, index: number) => void): void {
    const n = this.#indices.length;
    for (let period = 0; period < periods; period += 1) {
      const place = period % n;
      if (place === 0) drawStationary(this.#indices, this.blockLength, this.generator);
      visit(period, this.#indices[place] as number);
    }
  }

  /** Whole resamples are drawn, however short the future is. */
  costOf(periods: number): number {
    const n = this.#indices.length;
    return Math.ceil(periods / n) * n;
  }
}

/** Futures of a portfolio from blocks of its own returns: what was held then counts as it was. */
export class PathBlocks implements ReturnSource {
  constructor(
    private readonly history: Float64Array,
    private readonly indices: BlockIndices,
  ) {}

  draw(returns: Float64Array): void {
    this.indices.forEach(returns.length, (period, index) => {
      returns[period] = this.history[index] as number;
    });
  }

  costOf(periods: number): number {
    return this.indices.costOf(periods);
  }
}

/** Assets whose returns are drawn together, so that each keeps its part in a bad day. */
export interface JointHistory {
  /** Simple returns, one column per asset, of one length. */
  readonly columns: readonly Float64Array[];
  /** One per asset, from 0 to 1, in sum at most 1; the rest is cash and earns nothing. */
  readonly weights: Float64Array;
  /** Periods between returns to the weights; null: never. */
  readonly rebalanceEvery: number | null;
}

/** Futures of a portfolio from blocks of its assets' joint returns, rebalanced as they unfold. */
export class JointBlocks implements ReturnSource {
  readonly #values: Float64Array;

  constructor(
    private readonly history: JointHistory,
    private readonly indices: BlockIndices,
  ) {
    this.#values = new Float64Array(history.weights.length);
    assert(history.columns.length === history.weights.length, 'each asset has a weight');
  }

  draw(returns: Float64Array): void {
    const { columns, weights, rebalanceEvery } = this.history;
    const values = this.#values;
    const cashWeight = 1 - weights.reduce((sum, weight) => sum + weight, 0);
    let [cash, before] = [cashWeight, 1];
    values.set(weights);
    this.indices.forEach(returns.length, (period, index) => {
      if (rebalanceEvery !== null && period > 0 && period % rebalanceEvery === 0) {
        for (let asset = 0; asset < values.length; asset += 1) {
          values[asset] = (weights[asset] as number) * before;
        }
        cash = cashWeight * before;
      }
      let equity = cash;
      for (let asset = 0; asset < values.length; asset += 1) {
        const column = columns[asset] as Float64Array;
        const value = (values[asset] as number) * (1 + (column[index] as number));
        values[asset] = value;
        equity += value;
      }
      returns[period] = before > 0 ? growthOf(before, equity) : 0;
      before = equity;
    });
  }

  costOf(periods: number): number {
    return this.indices.costOf(periods) * this.history.weights.length;
  }
}
