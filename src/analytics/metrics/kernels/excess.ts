import { PERIODS_PER_YEAR } from '../annualisation.js';
import type { Kernel } from '../sample.js';

/** Mean excess return over the risk-free return, a fraction per year: arithmetic, × 252. */
export const excessReturnAnnual: Kernel<number> = ({ returns, riskFreeDaily }) =>
  (returns.moments.mean - riskFreeDaily) * PERIODS_PER_YEAR;
