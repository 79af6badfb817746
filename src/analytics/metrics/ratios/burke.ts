import { excessGrowthAnnual } from '../kernels/excessGrowth.js';
import { worstFalls } from '../kernels/worstFalls.js';
import { quotient } from '../quotient.js';
import { defineMetric } from '../metric.js';

export const burke = defineMetric({
  id: 'burke',
  name: 'Burke ratio',
  unit: 'ratio',
  formula:
    '(cagr - rf) / sqrt(sum of the squared depths of the 5 deepest drawdowns), rf the risk-free returns compounded to a year',
  latex: String.raw`\frac{\mathrm{CAGR}-r_f}{\sqrt{\sum_{j=1}^{k}D_j^2}},\quad k\le5`,
  convention:
    'A drawdown runs from a peak until it is reached again, or to the end. Where there are fewer than 5, all of them.',
  sign: 'Positive when growth beats the risk-free rate.',
  minimumSample: 1,
  source:
    'Burke, Futures 23(3) (1994), 56; Eling and Schuhmacher, Journal of Banking and Finance 31 (2007), 2632-2647',
  needs: ['riskFree'],
  compute(sample) {
    const { squareSum } = sample.of(worstFalls);
    return quotient(sample.of(excessGrowthAnnual), Math.sqrt(squareSum), 'no-drawdown');
  },
});
