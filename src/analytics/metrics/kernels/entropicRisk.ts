import type { Kernel } from '../sample.js';
import { depthsUnderWater } from './underwater.js';

/** Newton steps, doublings and bisections together, until the search gives up. */
const ITERATIONS_MAX = 200;
/** The relative entropy may miss its bound by this much: the value then by less than that · z⁻¹. */
const ENTROPY_ERROR_MAX = 1e-12;

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
  for (const loss of losses) {
    const distance = loss - worst;
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
 * @returns the value in the losses' unit; null where 200 steps do not bring the entropy within 1e-12
 */
export function entropicValueAtRisk(losses: Float64Array, oneIn: number): EntropicRisk | null {
  const worst = losses.reduce((largest, loss) => Math.max(largest, loss), -Infinity);
  const ties = losses.reduce((count, loss) => count + Number(loss === worst), 0);
  // All weight on the worst losses is within the bound.
  if (ties * oneIn >= losses.length) return { value: worst, z: Infinity };
  const bound = Math.log(oneIn);
  let [low, high] = [0, Infinity];
  let z = Math.sqrt(2 * bound) / Math.sqrt(tilt(losses, worst, 0).variance);
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const { variance, logMeanWeight, entropy } = tilt(losses, worst, z);
    if (Math.abs(entropy - bound) <= ENTROPY_ERROR_MAX) {
      return { value: worst + (logMeanWeight + bound) / z, z };
    }
    if (entropy < bound) low = z;
    else high = z;
    const newton = z - (entropy - bound) / (z * variance);
    const isWithin = newton > low && newton < Math.min(high, 4 * z);
    const middle = high === Infinity ? 2 * z : low + (high - low) / 2;
    z = isWithin ? newton : middle;
  }
  return null;
}

/** Of the losses of the sample's returns, the 5 % tail. */
export const entropicLoss5: Kernel<EntropicRisk | null> = ({ returns: { values } }) =>
  entropicValueAtRisk(
    values.map((value) => 0 - value),
    20,
  );

/** Of the depths under water of the sample's prices, the 5 % tail. */
export const entropicDepth5: Kernel<EntropicRisk | null> = (sample) =>
  entropicValueAtRisk(sample.of(depthsUnderWater), 20);
