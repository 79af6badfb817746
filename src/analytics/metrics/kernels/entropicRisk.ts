import type { Kernel } from '../sample.js';
import { negated } from './negated.js';
import { depthsUnderWater } from './underwater.js';

/** Newton steps, doublings and bisections together, until the search gives up. */
const ITERATIONS_MAX = 200;
/**
 * Of the value, in units of z⁻¹. The value is least where the entropy is at its bound, so that what
 * the entropy misses it by goes into the value squared: miss² / (2z² · variance).
 */
const ERROR_MAX = 1e-15;
/** A miss of the entropy that rounding may make. */
const ENTROPY_ROUNDING = 1e-12;

/** A minimum over z, and where it lies. */
export interface EntropicRisk {
  readonly value: number;
  /** Infinite where the worst loss alone fills the tail. */
  readonly z: number;
}

/** Losses weighted with exp(z · loss): their mean, how much it moves, and their entropy. */
interface Tilted {
  /** Less the worst loss. */
  readonly mean: number;
  readonly variance: number;
  /** ln of the mean weight, the weight of the worst loss being 1. */
  readonly logMeanWeight: number;
  /** Relative to equal weights: 0 at z = 0, rising with z. */
  readonly entropy: number;
}

function tilt(losses: Float64Array, worst: number, z: number): Tilted {
  let [weights, first, second] = [0, 0, 0];
  for (let i = 0; i < losses.length; i += 1) {
    const distance = (losses[i] as number) - worst;
    const weight = Math.exp(z * distance);
    weights += weight;
    first += weight * distance;
    second += weight * distance * distance;
  }
  const mean = first / weights;
  const logMeanWeight = Math.log(weights / losses.length);
  const entropy = z * mean - logMeanWeight;
  return { mean, variance: second / weights - mean * mean, logMeanWeight, entropy };
}

/** The largest loss and how often it is met. */
function worstOf(losses: Float64Array): { readonly worst: number; readonly ties: number } {
  let [worst, ties] = [-Infinity, 0];
  for (let i = 0; i < losses.length; i += 1) worst = Math.max(worst, losses[i] as number);
  for (let i = 0; i < losses.length; i += 1) ties += Number(losses[i] === worst);
  return { worst, ties };
}

/** Divided by n, about a value that is not far. */
function varianceOf(losses: Float64Array, centre: number): number {
  let [first, second] = [0, 0];
  for (let i = 0; i < losses.length; i += 1) {
    const distance = (losses[i] as number) - centre;
    first += distance;
    second += distance * distance;
  }
  const mean = first / losses.length;
  return second / losses.length - mean * mean;
}

/**
 * The entropic value at risk: the least over z above 0 of ln(oneIn · mean of exp(z · loss)) / z,
 * the worst mean loss under any weights whose relative entropy to equal ones is at most ln(oneIn). At the
 * minimum the weights exp(z · loss) have just that entropy, which rises with z: its one root is
 * found by Newton's method, kept within a bracket.
 *
 * Source: Ahmadi-Javid, Journal of Optimization Theory and Applications 155 (2012), 1105-1123.
 *
 * @param losses at least one, in any unit
 * @param oneIn 20 for the 5 % tail
 * @returns the value in the losses' unit; null where 200 steps do not bring it within 1e-15 z⁻¹
 */
export function entropicValueAtRisk(losses: Float64Array, oneIn: number): EntropicRisk | null {
  const { worst, ties } = worstOf(losses);
  // All weight on the worst losses is within the bound.
  if (ties * oneIn >= losses.length) return { value: worst, z: Infinity };
  const bound = Math.log(oneIn);
  let [low, high] = [0, Infinity];
  let z = Math.sqrt(2 * bound) / Math.sqrt(varianceOf(losses, worst));
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const { variance, logMeanWeight, entropy } = tilt(losses, worst, z);
    const miss = entropy - bound;
    const missMax = Math.sqrt(2 * ERROR_MAX * Math.max(0, variance)) * z;
    if (Math.abs(miss) <= Math.max(missMax, ENTROPY_ROUNDING)) {
      return { value: worst + (logMeanWeight + bound) / z, z };
    }
    if (miss < 0) low = z;
    else high = z;
    const newton = z - miss / (z * variance);
    const isWithin = newton > low && newton < Math.min(high, 4 * z);
    const middle = high === Infinity ? 2 * z : low + (high - low) / 2;
    z = isWithin ? newton : middle;
  }
  return null;
}

/** Of the losses of the sample's returns, the 5 % tail. */
export const entropicLoss5: Kernel<EntropicRisk | null> = ({ returns: { values } }) =>
  entropicValueAtRisk(negated(values), 20);

/** Of the depths under water of the sample's prices, the 5 % tail. */
export const entropicDepth5: Kernel<EntropicRisk | null> = (sample) =>
  entropicValueAtRisk(sample.of(depthsUnderWater), 20);
