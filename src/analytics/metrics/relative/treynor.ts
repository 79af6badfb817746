import { pairExcessMoments } from '../kernels/pairExcess.js';
import { quotient } from '../quotient.js';
import { beta } from './beta.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const treynor = defineMetric({
  id: 'treynor',
  name: 'Treynor ratio',
  unit: 'fraction per year',
  formula: '(mean return - rf) * P / beta, rf the mean risk-free return per period',
  latex: String.raw`\frac{P\,(\bar r-r_f)}{\beta}`,
  convention: 'Arithmetic mean excess return, annualised * P, on the dates that both have.',
  sign: 'Positive when excess return and beta are of one sign.',
  minimumSample: 3,
  source: 'Treynor, Harvard Business Review 43(1) (1965), 63-75',
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const excessAnnual = sample.of(pairExcessMoments).asset.mean * sample.periodsPerYear;
    return quotient(excessAnnual, outcomeOf(sample, beta), 'zero-beta');
  },
});
