import { downsideDeviation } from '../dispersion/downsideDeviation.js';
import { firstPartialMoments } from '../kernels/partialMoments.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const omega = defineMetric({
  id: 'omega',
  name: 'Omega ratio',
  unit: 'ratio',
  formula:
    'sum of max(0, return - rf) / sum of max(0, rf - return), rf the risk-free return of the period',
  latex: String.raw`\frac{\sum_t\max(0,\,r_t-r_{f,t})}{\sum_t\max(0,\,r_{f,t}-r_t)}`,
  convention:
    'Threshold: the risk-free return of each period. Gains in the numerator, not gains less losses.',
  sign: 'Never negative; above 1 when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: 'Keating and Shadwick, Journal of Performance Measurement 6(3) (2002), 59-84',
  needs: ['riskFree'],
  compute(sample) {
    const downside = outcomeOf(sample, downsideDeviation);
    if (typeof downside !== 'number') return downside;
    if (downside === 0) return 'no-downside';
    const { above, below } = sample.of(firstPartialMoments);
    return above / below;
  },
});
