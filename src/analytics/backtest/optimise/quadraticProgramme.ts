import { assert, HighwaterError } from '../../../domain/errors.js';
import { CholeskyFactor } from './cholesky.js';
import type { Optimum } from './optimum.js';
import {
  entryOf,
  largestVariance,
  squareMatrix,
  times,
  type SquareMatrix,
} from './squareMatrix.js';

/**
 * Minimise ½ w'Σw − reward'w over fractions w that sum to 1, each from 0 to `weightMax`.
 * Variance and reward are in the same units.
 */
export interface QuadraticProgramme {
  /** Σ: symmetric, positive semidefinite. */
  readonly covariance: SquareMatrix;
  readonly reward: Float64Array;
  readonly weightMax: number;
}

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

const [AT_ZERO, FREE, AT_MAX] = [-1, 0, 1] as const;

/** The search: weights, and which of them are held at a bound. */
interface Search {
  readonly matrix: SquareMatrix;
  readonly reward: Float64Array;
  readonly weightMax: number;
  readonly weights: Float64Array;
  readonly bounds: Int8Array;
  /** Of the weights that are free. */
  readonly factor: CholeskyFactor;
  /** Slopes that differ by less are equal. */
  readonly rounding: number;
}

/**
 * Solves the programme exactly, by a primal active-set method from the vertex of least variance.
 * Sources: Markowitz, Journal of Finance 7 (1952), 77-91; Nocedal and Wright, Numerical
 * Optimization, 2nd ed., 16.5.
 *
 * @param start weights that meet the constraints to start from instead, for example of a
 *   programme that differs little
 * @returns the residual is {@link slopeGap}
 * @throws HighwaterError WEIGHT_LIMIT_TOO_LOW when `weightMax` times the number of assets is below 1
 */
export function solveQuadraticProgramme(
  programme: QuadraticProgramme,
  start: Float64Array | null = null,
): Optimum {
  const search = searchFrom(programme, start);
  const { size } = programme.covariance;
  const changesMax = CHANGES_PER_ASSET_MAX * size + CHANGES_MAX;
  let iterations = 0;
  while (iterations < changesMax) {
    iterations += 1;
    if (!stepToOptimumOfFree(search)) continue;
    if (!freeBetter(search, iterations > BEST_CHANGES_PER_ASSET * size)) break;
  }
  spreadRounding(search);
  const residual = slopeGap(programme, search.weights);
  return {
    weights: search.weights,
    residual,
    iterations,
    hasConverged: residual <= SLOPE_TOLERANCE,
  };
}

/**
 * How far weights are from an optimum of the programme (Karush, Kuhn and Tucker): the largest gain
 * of the objective per unit of weight moved from one asset to another, relative to the largest
 * variance or reward. 0 at an optimum.
 */
export function slopeGap(
  { covariance, reward, weightMax }: QuadraticProgramme,
  weights: Float64Array,
): number {
  const slopes = times(covariance, weights);
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < slopes.length; i += 1) {
    const slope = (slopes[i] as number) - (reward[i] as number);
    if ((weights[i] as number) < weightMax) least = Math.min(least, slope);
    if ((weights[i] as number) > 0) most = Math.max(most, slope);
  }
  return Math.max(0, most - least) / scaleOf(covariance, reward);
}

function scaleOf(covariance: SquareMatrix, reward: Float64Array): number {
  let scale = largestVariance(covariance);
  for (const value of reward) scale = Math.max(scale, Math.abs(value));
  return scale === 0 ? 1 : scale;
}

function searchFrom(
  { covariance, reward, weightMax }: QuadraticProgramme,
  start: Float64Array | null,
): Search {
  const { size } = covariance;
  requireFeasible(size, weightMax);
  const variance = largestVariance(covariance);
  const scale = variance === 0 ? 1 : variance;
  const matrix = squareMatrix(
    size,
    (i, j) => entryOf(covariance, i, j) / scale + (i === j ? RIDGE : 0),
  );
  const relative = reward.map((value) => value / scale);
  const rounding = SLOPE_ROUNDING * relative.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
  const weights =
    start === null ? cheapestVertex(matrix, relative, weightMax) : Float64Array.from(start);
  const factor = new CholeskyFactor(matrix);
  const bounds = Int8Array.from(weights, (weight, i) => {
    if (weight <= 0) return AT_ZERO;
    if (weight >= weightMax) return AT_MAX;
    factor.choose(i);
    return FREE;
  });
  return { matrix, reward: relative, weightMax, weights, bounds, factor, rounding };
}

/** As much as may be of the asset that alone has the least to minimise, then of the next. */
function cheapestVertex(
  matrix: SquareMatrix,
  reward: Float64Array,
  weightMax: number,
): Float64Array {
  const cost = (i: number): number => entryOf(matrix, i, i) / 2 - (reward[i] as number);
  return filledInOrder(
    [...reward.keys()].sort((a, b) => cost(a) - cost(b)),
    weightMax,
  );
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

/**
 * Moves the free weights toward their own optimum, until one meets a bound and is held there.
 *
 * @returns whether the optimum was reached
 */
function stepToOptimumOfFree(search: Search): boolean {
  const { factor, weights, bounds, weightMax } = search;
  const free = factor.chosen;
  if (free.length < 2) return true;
  const slopes = slopesOf(search);
  const ones = factor.solve(new Float64Array(free.length).fill(1));
  const descent = factor.solve(Float64Array.from(free, (i) => slopes[i] as number));
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  const level = total(descent) / total(ones);
  const direction = descent.map((value, k) => level * (ones[k] as number) - value);
  let [length, blocking] = [1, -1];
  free.forEach((i, k) => {
    const change = direction[k] as number;
    const room = change < 0 ? -(weights[i] as number) : weightMax - (weights[i] as number);
    if (change === 0 || room / change >= length) return;
    [length, blocking] = [Math.max(0, room / change), k];
  });
  free.forEach((i, k) => {
    weights[i] = within((weights[i] as number) + length * (direction[k] as number), weightMax);
  });
  if (blocking < 0) return true;
  const held = free[blocking] as number;
  const isFalling = (direction[blocking] as number) < 0;
  bounds[held] = isFalling ? AT_ZERO : AT_MAX;
  weights[held] = isFalling ? 0 : weightMax;
  factor.drop(blocking);
  return false;
}

/** A step to a bound may round to just beyond it. */
function within(weight: number, weightMax: number): number {
  return Math.min(weightMax, Math.max(0, weight));
}

function slopesOf({ matrix, reward, weights }: Search): Float64Array {
  return times(matrix, weights).map((slope, i) => slope - (reward[i] as number));
}

/**
 * Frees a weight that is held at a bound and would better move off it: the one that gains most, or
 * the first. Where no weight is free, a pair.
 *
 * @returns whether there was one
 */
function freeBetter(search: Search, isFirstTaken: boolean): boolean {
  const { bounds, rounding } = search;
  const slopes = slopesOf(search);
  const level = levelOfFree(slopes, bounds);
  let [riser, faller] = [-1, -1];
  let [bestRise, bestFall] = [level.high - rounding, level.low + rounding];
  for (let i = 0; i < slopes.length; i += 1) {
    const slope = slopes[i] as number;
    if (bounds[i] === AT_ZERO && slope < bestRise && !(isFirstTaken && riser >= 0)) {
      [riser, bestRise] = [i, slope];
    }
    if (bounds[i] === AT_MAX && slope > bestFall && !(isFirstTaken && faller >= 0)) {
      [faller, bestFall] = [i, slope];
    }
  }
  if (level.isFree) {
    const [rise, fall] = [level.high - bestRise, bestFall - level.low];
    const isRising = riser >= 0 && (faller < 0 || rise >= fall);
    const better = isRising ? riser : faller;
    if (better < 0) return false;
    release(search, better);
    return true;
  }
  if (riser < 0 || faller < 0 || bestFall - bestRise <= rounding) return false;
  release(search, riser);
  release(search, faller);
  return true;
}

function release({ bounds, factor }: Search, asset: number): void {
  bounds[asset] = FREE;
  factor.choose(asset);
}

/** The slope that the free weights share; without any, one that every held weight can better. */
function levelOfFree(
  slopes: Float64Array,
  bounds: Int8Array,
): { isFree: boolean; high: number; low: number } {
  let [sum, count] = [0, 0];
  slopes.forEach((slope, i) => {
    if (bounds[i] !== FREE) return;
    sum += slope;
    count += 1;
  });
  if (count === 0) return { isFree: false, high: Infinity, low: -Infinity };
  return { isFree: true, high: sum / count, low: sum / count };
}

/** What rounding has taken from the sum goes to the free weight that has most room for it. */
function spreadRounding({ weights, bounds, weightMax }: Search): void {
  const missing = 1 - weights.reduce((sum, weight) => sum + weight, 0);
  let roomiest = -1;
  const room = (i: number): number =>
    Math.min(weights[i] as number, weightMax - (weights[i] as number));
  bounds.forEach((bound, i) => {
    if (bound === FREE && (roomiest < 0 || room(i) > room(roomiest))) roomiest = i;
  });
  if (roomiest < 0) return;
  weights[roomiest] = within((weights[roomiest] as number) + missing, weightMax);
}
