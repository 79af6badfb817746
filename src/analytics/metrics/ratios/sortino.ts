import { downsideDeviation } from '../dispersion/downsideDeviation.js';
import { excessReturnAnnual } from '../kernels/excess.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const sortino = defineMetric({
  id: 'sortino',
  name: 'Sortino ratio',
  unit: 'ratio',
  formula: 'mean(excess returns) * P / downsideDeviation',
  latex: String.raw`\frac{P\,\overline{r-r_f}}{\sigma_{-}}`,
  convention: 'Target of numerator and denominator: the risk-free return of each period.',
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
