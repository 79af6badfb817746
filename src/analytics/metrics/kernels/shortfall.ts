import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/**
 * Root mean square per period of min(0, return − daily risk-free return) over all n returns.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export const shortfall: Kernel<number> = ({ returns, riskFreeDaily }) => {
  const { values } = returns;
  let sumEven = 0;
  let sumOdd = 0;
  const pairedLength = values.length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const x = (values[i] as number) - riskFreeDaily;
    const y = (values[i + 1] as number) - riskFreeDaily;
    // x − |x| is twice min(0, x), without the branch that Math.min costs on random data.
    const below = x - Math.abs(x);
    const belowNext = y - Math.abs(y);
    sumEven += below * below;
    sumOdd += belowNext * belowNext;
  }
  if (pairedLength < values.length) {
    const x = (values[pairedLength] as number) - riskFreeDaily;
    const below = x - Math.abs(x);
    sumEven += below * below;
  }
  const sum = (sumEven + sumOdd) / 4;
  assert(Number.isFinite(sum), 'returns are finite numbers');
  return Math.sqrt(sum / values.length);
};
