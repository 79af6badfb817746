import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/**
 * Root mean square per period of min(0, return − daily risk-free return) over all n returns.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export const shortfall: Kernel<number> = ({ returns, riskFreeDaily }) => {
  const { values } = returns;
  const length = values.length;
  const unrolledLength = length & ~3;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < unrolledLength; i += 4) {
    const first = twiceBelow((values[i] as number) - riskFreeDaily);
    const second = twiceBelow((values[i + 1] as number) - riskFreeDaily);
    const third = twiceBelow((values[i + 2] as number) - riskFreeDaily);
    const fourth = twiceBelow((values[i + 3] as number) - riskFreeDaily);
    even += first * first + third * third;
    odd += second * second + fourth * fourth;
  }
  for (let i = unrolledLength; i < length; i += 1) {
    const last = twiceBelow((values[i] as number) - riskFreeDaily);
    even += last * last;
  }
  assert(Number.isFinite(even + odd), 'returns are finite numbers');
  return Math.sqrt((even + odd) / 4 / length);
};

/** 2 min(0, x), exactly, without the branch that Math.min costs on random data. */
function twiceBelow(x: number): number {
  return x - Math.abs(x);
}
