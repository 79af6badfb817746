import { autocorrelationPenalty } from '../kernels/autocorrelationPenalty.js';
import { quotient } from '../quotient.js';
import { sharpe } from './sharpe.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const smartSharpe = defineMetric({
  id: 'smartSharpe',
  name: 'Smart Sharpe ratio',
  unit: 'ratio',
  formula: 'sharpe / sqrt(1 + 2 * sum over k = 1 ... P - 1 of (1 - k / P) * |autocorrelation|^k)',
  latex: String.raw`\frac{\text{Sharpe ratio}}{\sqrt{1+2\sum_{k=1}^{P-1}\bigl(1-\frac kP\bigr)|\rho|^k}}`,
  convention:
    'Penalised for autocorrelation of either sign, as if of the first order, over the P periods that the ratio is annualised over, where quantstats takes the n of the sample.',
  sign: 'The sign of the Sharpe ratio, and never further from 0.',
  minimumSample: 10,
  source: 'Lo, Financial Analysts Journal 58(4) (2002), 36-52',
  needs: ['riskFree'],
  compute: (sample) =>
    quotient(outcomeOf(sample, sharpe), sample.of(autocorrelationPenalty), 'zero-variance'),
});
