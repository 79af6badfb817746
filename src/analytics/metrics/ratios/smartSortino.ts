import { autocorrelationPenalty } from '../kernels/autocorrelationPenalty.js';
import { quotient } from '../quotient.js';
import { sortino } from './sortino.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const smartSortino = defineMetric({
  id: 'smartSortino',
  name: 'Smart Sortino ratio',
  unit: 'ratio',
  formula: 'sortino / sqrt(1 + 2 * sum over k = 1 ... P - 1 of (1 - k / P) * |autocorrelation|^k)',
  latex: String.raw`\frac{\text{Sortino ratio}}{\sqrt{1+2\sum_{k=1}^{P-1}\bigl(1-\frac kP\bigr)|\rho|^k}}`,
  convention:
    'Penalised for autocorrelation of either sign, as if of the first order, over the P periods that the ratio is annualised over, where quantstats takes the n of the sample.',
  sign: 'The sign of the Sortino ratio, and never further from 0.',
  minimumSample: 10,
  source: 'Lo, Financial Analysts Journal 58(4) (2002), 36-52',
  needs: ['riskFree'],
  compute: (sample) =>
    quotient(outcomeOf(sample, sortino), sample.of(autocorrelationPenalty), 'zero-variance'),
});
