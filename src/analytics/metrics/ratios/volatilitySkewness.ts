import { downsideDeviation } from '../dispersion/downsideDeviation.js';
import { shortfall } from '../kernels/shortfall.js';
import { upperSecondMoment } from '../kernels/partialMoments.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const volatilitySkewness = defineMetric({
  id: 'volatilitySkewness',
  name: 'Volatility skewness',
  unit: 'ratio',
  formula:
    'mean of max(0, return - rf)^2 / mean of min(0, return - rf)^2, rf the risk-free return of the period',
  latex: String.raw`\frac{\sum_t\max(0,\,r_t-r_{f,t})^2}{\sum_t\min(0,\,r_t-r_{f,t})^2}`,
  convention:
    'Upside over downside variance; target: the risk-free return of each period; both divided by all n.',
  sign: 'Never negative; above 1 when the spread is one of gains rather than of losses.',
  minimumSample: 2,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['riskFree'],
  compute(sample) {
    const downside = outcomeOf(sample, downsideDeviation);
    if (typeof downside !== 'number') return downside;
    if (downside === 0) return 'no-downside';
    return sample.of(upperSecondMoment) / sample.of(shortfall) ** 2;
  },
});
