import { downsideDeviation } from './downsideDeviation.js';
import { excessReturnAnnual } from './kernels/excess.js';
import { defineMetric, outcomeOf } from './metric.js';

export const sortino = defineMetric({
  id: 'sortino',
  name: 'Sortino ratio',
  unit: 'ratio',
  formula: '(mean return - daily risk-free return) * 252 / downsideDeviation',
  latex: String.raw`\frac{252\,(\bar r-r_f)}{\sigma_{-}}`,
  convention: 'Target of numerator and denominator: the daily risk-free return.',
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: 'Sortino and Price, Journal of Investing 3 (1994), 59-64',
  needs: ['riskFree'],
  compute(sample) {
    const downside = outcomeOf(sample, downsideDeviation);
    if (typeof downside !== 'number') return downside;
    return downside === 0 ? 'no-downside' : sample.of(excessReturnAnnual) / downside;
  },
});
