import { downsideDeviation } from '../dispersion/downsideDeviation.js';
import { firstPartialMoments } from '../kernels/partialMoments.js';
import { quotient } from '../quotient.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const upsidePotentialRatio = defineMetric({
  id: 'upsidePotentialRatio',
  name: 'Upside potential ratio',
  unit: 'ratio',
  formula:
    'mean of max(0, return - rf) / sqrt(mean of min(0, return - rf)^2), rf the risk-free return of the period',
  latex: String.raw`\frac{\frac1n\sum_t\max(0,\,r_t-r_{f,t})}{\sqrt{\frac1n\sum_t\min(0,\,r_t-r_{f,t})^2}}`,
  convention:
    'Target: the risk-free return of each period; both divided by all n; per period, not annualised.',
  sign: 'Never negative; the more, the larger gains are for the downside risk taken.',
  minimumSample: 2,
  source:
    'Sortino, van der Meer and Plantinga, Journal of Portfolio Management 26(1) (1999), 50-58',
  needs: ['riskFree'],
  compute(sample) {
    const downside = outcomeOf(sample, downsideDeviation);
    const potential = sample.of(firstPartialMoments).above * Math.sqrt(sample.periodsPerYear);
    return quotient(potential, downside, 'no-downside');
  },
});
