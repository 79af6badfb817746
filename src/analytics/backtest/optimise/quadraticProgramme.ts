import { assert, HighwaterError } from '../../../domain/errors.js';
import { ActiveSet } from './activeSet.js';
import {
  dot,
  entryOf,
  largestVariance,
  squareMatrix,
  times,
  type SquareMatrix,
} from './squareMatrix.js';

/** By how much a slope may be better elsewhere at an optimum, relative to the largest slope. */
export const SLOPE_TOLERANCE = 1e-8;
/** Added to variances, relative to the largest: of equally good mixes the most even is taken. */
const RIDGE = 1e-9;
/** Rounding that slopes are compared with while the search runs, relative. */
const SLOPE_ROUNDING = 1e-12;
/** Constraints that the search takes up or drops, at most: per asset, and beside that. */
const CHANGES_PER_ASSET_MAX = 50;
const CHANGES_MAX = 200;
/** From here on the first candidate is taken, not the best: this cannot go in circles. */
const BEST_CHANGES_PER_ASSET = 10;

/** The weights that solve a programme. */
export interface Solution {
  readonly weights: Float64Array;
  /** Constraints taken up or dropped on the way. */
  readonly iterations: number;
}

/**
 * Programmes that differ in the appetite q for reward only: minimise ½ w'Σw − q reward'w over
 * fractions w that sum to 1, each from 0 to `weightMax`. Variance and q · reward are in the same
 * units.
 */
export class QuadraticProgrammes {
  readonly #search: ActiveSet;
  /** Of Σ scaled to a largest variance of 1. */
  readonly #matrix: SquareMatrix;
  readonly #scale: number;
  /** Memory that every programme uses again. */
  readonly #relative: Float64Array;
  readonly #slopes: Float64Array;

  /**
   * @param covariance Σ: symmetric, positive semidefinite
   * @throws HighwaterError WEIGHT_LIMIT_TOO_LOW when `weightMax` times the number of assets is below 1
   */
  constructor(
    private readonly covariance: SquareMatrix,
    private readonly reward: Float64Array,
    private readonly weightMax: number,
  ) {
    const { size } = covariance;
    requireFeasible(size, weightMax);
    const variance = largestVariance(covariance);
    const scale = variance === 0 ? 1 : variance;
    this.#scale = scale;
    this.#matrix = squareMatrix(
      size,
      (i, j) => entryOf(covariance, i, j) / scale + (i === j ? RIDGE : 0),
    );
    this.#search = new ActiveSet(this.#matrix, weightMax);
    this.#relative = new Float64Array(size);
    this.#slopes = new Float64Array(size);
  }

  /**
   * Solves a programme exactly, by a primal active-set method from the vertex of least variance.
   * Sources: Markowitz, Journal of Finance 7 (1952), 77-91; Nocedal and Wright, Numerical
   * Optimization, 2nd ed., 16.5.
   *
   * @param start weights that meet the constraints to start from instead, for example of a
   *   programme that differs little
   */
  solve(appetite: number, start: Float64Array | null = null): Solution {
    const { size } = this.covariance;
    const search = this.#search;
    this.#begin(appetite, start);
    const changesMax = CHANGES_PER_ASSET_MAX * size + CHANGES_MAX;
    let iterations = 0;
    while (iterations < changesMax) {
      iterations += 1;
      if (!search.stepToOptimumOfFree()) continue;
      if (!search.freeBetter(iterations > BEST_CHANGES_PER_ASSET * size)) break;
    }
    search.spreadRounding();
    return { weights: search.weights.slice(), iterations };
  }

  /**
   * What reward'w of the programme solved last gains per appetite, as long as no free weight meets
   * a bound and none at a bound leaves it.
   */
  rewardPerAppetite(): number {
    return this.#search.gainOf(this.reward) / this.#scale;
  }

  /** w'Σw */
  variance(weights: Float64Array): number {
    return dot(weights, times(this.covariance, weights, this.#slopes));
  }

  /**
   * How far weights are from an optimum of a programme (Karush, Kuhn and Tucker): the largest gain
   * of the objective per unit of weight moved from one asset to another, relative to the largest
   * variance or reward. 0 at an optimum.
   */
  slopeGap(appetite: number, weights: Float64Array): number {
    const slopes = times(this.covariance, weights, this.#slopes);
    let scale = largestVariance(this.covariance);
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < slopes.length; i += 1) {
      const reward = (this.reward[i] as number) * appetite;
      const slope = (slopes[i] as number) - reward;
      scale = Math.max(scale, Math.abs(reward));
      if ((weights[i] as number) < this.weightMax) least = Math.min(least, slope);
      if ((weights[i] as number) > 0) most = Math.max(most, slope);
    }
    return Math.max(0, most - least) / (scale === 0 ? 1 : scale);
  }

  #begin(appetite: number, start: Float64Array | null): void {
    const relative = this.#relative;
    let largest = 1;
    for (let i = 0; i < relative.length; i += 1) {
      const value = ((this.reward[i] as number) * appetite) / this.#scale;
      relative[i] = value;
      largest = Math.max(largest, Math.abs(value));
    }
    const weights = start ?? this.#cheapestVertex();
    this.#search.begin(weights, relative, SLOPE_ROUNDING * largest);
  }

  /** As much as may be of the asset that alone has the least to minimise, then of the next. */
  #cheapestVertex(): Float64Array {
    const matrix = this.#matrix;
    const costs = this.#relative.map((reward, i) => entryOf(matrix, i, i) / 2 - reward);
    const order = [...costs.keys()].sort((a, b) => (costs[a] as number) - (costs[b] as number));
    return filledInOrder(order, this.weightMax);
  }
}

/** Weights that sum to 1: as much as may be of the first asset, then of the next. */
export function filledInOrder(order: readonly number[], weightMax: number): Float64Array {
  const weights = new Float64Array(order.length);
  let rest = 1;
  for (const i of order) {
    if (rest <= 0) break;
    weights[i] = Math.min(rest, weightMax);
    rest -= weightMax;
  }
  return weights;
}

function requireFeasible(size: number, weightMax: number): void {
  assert(size > 0, 'there is an asset to weigh');
  if (weightMax * size >= 1 - 1e-12) return;
  throw new HighwaterError(
    'WEIGHT_LIMIT_TOO_LOW',
    'usage',
    `${size} assets of at most ${weightMax} each do not make a whole: raise weightMax to ${1 / size} or more.`,
  );
}
