import { CholeskyFactor } from './cholesky.js';
import { sumOf, times, type SquareMatrix } from './squareMatrix.js';

const [AT_ZERO, FREE, AT_MAX] = [-1, 0, 1] as const;

/**
 * Weights on their way to the least ½ w'Mw − reward'w, and which of them are held at a bound, 0 or
 * `weightMax`. The memory of one is used again by each search: nothing is allocated on the way.
 */
export class ActiveSet {
  readonly weights: Float64Array;
  readonly #reward: Float64Array;
  readonly #bounds: Int8Array;
  /** Of the weights that are free. */
  readonly #factor: CholeskyFactor;
  readonly #slopes: Float64Array;
  readonly #ones: Float64Array;
  readonly #descent: Float64Array;
  /** Slopes that differ by less are equal. */
  #rounding = 0;

  /** @param matrix M: symmetric and positive definite */
  constructor(
    private readonly matrix: SquareMatrix,
    private readonly weightMax: number,
  ) {
    const { size } = matrix;
    const memory = new Float64Array(5 * size);
    const column = (k: number): Float64Array => memory.subarray(k * size, (k + 1) * size);
    this.weights = column(0);
    this.#reward = column(1);
    this.#slopes = column(2);
    this.#ones = column(3);
    this.#descent = column(4);
    this.#bounds = new Int8Array(matrix.size);
    this.#factor = new CholeskyFactor(matrix);
  }

  /**
   * Begins a search. What is neither 0 nor `weightMax` is free.
   *
   * @param weights from 0 to `weightMax`, in sum 1
   */
  begin(weights: Float64Array, reward: Float64Array, rounding: number): void {
    this.weights.set(weights);
    this.#reward.set(reward);
    this.#rounding = rounding;
    this.#factor.clear();
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i] as number;
      if (weight <= 0) this.#bounds[i] = AT_ZERO;
      else if (weight >= this.weightMax) this.#bounds[i] = AT_MAX;
      else this.#release(i);
    }
    this.#updateSlopes();
  }

  /**
   * Moves the free weights toward their own optimum, until one meets a bound and is held there.
   *
   * @returns whether the optimum was reached
   */
  stepToOptimumOfFree(): boolean {
    const { weights, weightMax } = this;
    const factor = this.#factor;
    const { chosen, count } = factor;
    if (count < 2) return true;
    const direction = this.#directionAgainst(this.#slopes);
    let [length, blocking] = [1, -1];
    for (let k = 0; k < count; k += 1) {
      const change = direction[k] as number;
      const weight = weights[chosen[k] as number] as number;
      const room = change < 0 ? -weight : weightMax - weight;
      if (change === 0 || room / change >= length) continue;
      length = Math.max(0, room / change);
      blocking = k;
    }
    for (let k = 0; k < count; k += 1) {
      const i = chosen[k] as number;
      const moved = (weights[i] as number) + length * (direction[k] as number);
      weights[i] = within(moved, weightMax);
    }
    if (blocking >= 0) {
      const held = chosen[blocking] as number;
      const isFalling = (direction[blocking] as number) < 0;
      this.#bounds[held] = isFalling ? AT_ZERO : AT_MAX;
      weights[held] = isFalling ? 0 : weightMax;
      factor.drop(blocking);
    }
    this.#updateSlopes();
    return blocking < 0;
  }

  /**
   * Frees a weight that is held at a bound and would better move off it: the one that gains most,
   * or the first. Where no weight is free, a pair.
   *
   * @returns whether there was one
   */
  freeBetter(isFirstTaken: boolean): boolean {
    const slopes = this.#slopes;
    const bounds = this.#bounds;
    const rounding = this.#rounding;
    const isFree = this.#factor.count > 0;
    // The slope that the free weights share; without any, one that every held weight can better.
    const shared = isFree ? this.#slopeOfFree() : NaN;
    const [high, low] = isFree ? [shared, shared] : [Infinity, -Infinity];
    let [riser, faller] = [-1, -1];
    let [bestRise, bestFall] = [high - rounding, low + rounding];
    for (let i = 0; i < slopes.length; i += 1) {
      const slope = slopes[i] as number;
      if (bounds[i] === AT_ZERO && slope < bestRise && !(isFirstTaken && riser >= 0)) {
        riser = i;
        bestRise = slope;
      }
      if (bounds[i] === AT_MAX && slope > bestFall && !(isFirstTaken && faller >= 0)) {
        faller = i;
        bestFall = slope;
      }
    }
    if (isFree) {
      const isRising = riser >= 0 && (faller < 0 || high - bestRise >= bestFall - low);
      const better = isRising ? riser : faller;
      if (better >= 0) this.#release(better);
      return better >= 0;
    }
    if (riser < 0 || faller < 0 || bestFall - bestRise <= rounding) return false;
    this.#release(riser);
    this.#release(faller);
    return true;
  }

  /** What rounding has taken from the sum goes to the free weight that has most room for it. */
  spreadRounding(): void {
    const { weights, weightMax } = this;
    const missing = 1 - sumOf(weights);
    let [roomiest, most] = [-1, -1];
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i] as number;
      const room = Math.min(weight, weightMax - weight);
      if (this.#bounds[i] === FREE && room > most) [roomiest, most] = [i, room];
    }
    if (roomiest < 0) return;
    weights[roomiest] = within((weights[roomiest] as number) + missing, weightMax);
  }

  /** What reward'w gains where the reward grows by `reward` and the free weights follow it. */
  gainOf(reward: Float64Array): number {
    const { chosen, count } = this.#factor;
    if (count < 2) return 0;
    const direction = this.#directionAgainst(reward);
    let gain = 0;
    for (let k = 0; k < count; k += 1) {
      gain -= (direction[k] as number) * (reward[chosen[k] as number] as number);
    }
    return gain;
  }

  /**
   * Where the free weights go, in the order in which they were freed, to the least of ½ x'Mx +
   * slopes'x with a sum of 0: from weights of these slopes to their optimum.
   */
  #directionAgainst(slopes: Float64Array): Float64Array {
    const factor = this.#factor;
    const { chosen, count } = factor;
    const ones = this.#ones;
    const descent = this.#descent;
    for (let k = 0; k < count; k += 1) {
      ones[k] = 1;
      descent[k] = slopes[chosen[k] as number] as number;
    }
    factor.solve(ones);
    factor.solve(descent);
    const level = sumOf(descent, count) / sumOf(ones, count);
    for (let k = 0; k < count; k += 1) {
      descent[k] = level * (ones[k] as number) - (descent[k] as number);
    }
    return descent;
  }

  #release(asset: number): void {
    this.#bounds[asset] = FREE;
    this.#factor.choose(asset);
  }

  #slopeOfFree(): number {
    let sum = 0;
    for (let i = 0; i < this.#slopes.length; i += 1) {
      if (this.#bounds[i] === FREE) sum += this.#slopes[i] as number;
    }
    return sum / this.#factor.count;
  }

  #updateSlopes(): void {
    const slopes = times(this.matrix, this.weights, this.#slopes);
    for (let i = 0; i < slopes.length; i += 1) {
      slopes[i] = (slopes[i] as number) - (this.#reward[i] as number);
    }
  }
}

/** A step to a bound may round to just beyond it. */
function within(weight: number, weightMax: number): number {
  return Math.min(weightMax, Math.max(0, weight));
}
