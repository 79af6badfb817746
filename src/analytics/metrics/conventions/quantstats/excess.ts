import { inExcess } from '../../kernels/excess.js';
import { riskFreeOf, type Kernel, type ReturnColumn } from '../../sample.js';

/** Said of every figure that takes excess returns as quantstats does. */
export const NEGATIVE_RATE = 'A risk-free rate below 0 is left out, as if it were 0';
export const NEGATIVE_RATE_TOO = 'a risk-free rate below 0 is left out, as if it were 0';

/**
 * Returns in excess of risk-free as quantstats takes them: a rate is taken off only where it is
 * above 0. It takes no series of rates; such a series is taken off as it stands. Needs a rate.
 */
export const excessOverPositiveRate: Kernel<ReturnColumn> = (sample) => {
  const riskFree = riskFreeOf(sample);
  const taken = typeof riskFree === 'number' ? Math.max(0, riskFree) : riskFree;
  return inExcess(sample.returns, taken);
};
