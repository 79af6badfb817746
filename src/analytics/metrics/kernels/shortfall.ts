import type { Kernel } from '../sample.js';
import { aroundRiskFree, thresholdSums } from './thresholds.js';

/**
 * Root mean square per period of min(0, return − threshold) over all n returns.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function shortfallBelow(values: Float64Array, threshold: number): number {
  return Math.sqrt(thresholdSums(values, threshold).squaresBelow / values.length);
}

/** Shortfall below the risk-free return of each period. Needs a risk-free rate. */
export const shortfall: Kernel<number> = (sample) =>
  Math.sqrt(sample.of(aroundRiskFree).squaresBelow / sample.returns.values.length);
