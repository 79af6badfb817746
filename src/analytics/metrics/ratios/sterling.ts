import { excessGrowthAnnual } from '../kernels/excessGrowth.js';
import { worstFalls } from '../kernels/worstFalls.js';
import { quotient } from '../quotient.js';
import { defineMetric } from '../metric.js';

export const sterling = defineMetric({
  id: 'sterling',
  name: 'Sterling ratio',
  unit: 'ratio',
  formula:
    '(cagr - rf) / |mean depth of the 5 deepest drawdowns|, rf the risk-free returns compounded to a year',
  latex: String.raw`\frac{\mathrm{CAGR}-r_f}{\bigl|\frac1k\sum_{j=1}^{k}D_j\bigr|},\quad k\le5`,
  convention:
    'A drawdown runs from a peak until it is reached again, or to the end. Where there are fewer than 5, all of them; no 10 % is added, as older forms do.',
  sign: 'Positive when growth beats the risk-free rate.',
  minimumSample: 1,
  source: 'Eling and Schuhmacher, Journal of Banking and Finance 31 (2007), 2632-2647',
  needs: ['riskFree'],
  compute: (sample) =>
    quotient(sample.of(excessGrowthAnnual), 0 - sample.of(worstFalls).meanDepth, 'no-drawdown'),
});
