import { assert } from '../../../domain/errors.js';
import { riskFreeOf, type Kernel } from '../sample.js';
import { excessReturns } from './excess.js';

/**
 * Root mean square per period of min(0, return − threshold) over all n returns.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function shortfallBelow(values: Float64Array, threshold: number): number {
  const length = values.length;
  const unrolledLength = length & ~3;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < unrolledLength; i += 4) {
    const first = twiceBelow((values[i] as number) - threshold);
    const second = twiceBelow((values[i + 1] as number) - threshold);
    const third = twiceBelow((values[i + 2] as number) - threshold);
    const fourth = twiceBelow((values[i + 3] as number) - threshold);
    even += first * first + third * third;
    odd += second * second + fourth * fourth;
  }
  for (let i = unrolledLength; i < length; i += 1) {
    const last = twiceBelow((values[i] as number) - threshold);
    even += last * last;
  }
  assert(Number.isFinite(even + odd), 'returns are finite numbers');
  return Math.sqrt((even + odd) / 4 / length);
}

/** Shortfall below the risk-free return of each period. Needs a risk-free rate. */
export const shortfall: Kernel<number> = (sample) => {
  const riskFree = riskFreeOf(sample);
  if (typeof riskFree === 'number') return shortfallBelow(sample.returns.values, riskFree);
  return shortfallBelow(sample.of(excessReturns).values, 0);
};

/** 2 min(0, x), exactly, without the branch that Math.min costs on random data. */
function twiceBelow(x: number): number {
  return x - Math.abs(x);
}
