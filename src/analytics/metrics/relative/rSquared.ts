import { defineMetric, outcomeOf } from '../metric.js';
import { correlation } from './correlation.js';

export const rSquared = defineMetric({
  id: 'rSquared',
  name: 'R squared',
  unit: 'fraction',
  formula: 'correlation^2',
  latex: String.raw`\rho^2`,
  convention:
    'Share of the variance that a straight line on the benchmark explains; not adjusted for degrees of freedom.',
  sign: 'From 0 to 1.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const rho = outcomeOf(sample, correlation);
    return typeof rho === 'number' ? rho * rho : rho;
  },
});
