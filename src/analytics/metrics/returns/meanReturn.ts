import { defineMetric } from '../metric.js';

export const meanReturn = defineMetric({
  id: 'meanReturn',
  name: 'Mean return per period',
  unit: 'fraction',
  formula: 'sum of simple returns / n',
  latex: String.raw`\bar r=\frac{1}{n}\sum_{t=1}^{n}r_t`,
  convention: 'Arithmetic mean per period of the basis (day, week or month); not annualised.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute: ({ returns }) => returns.moments.mean,
});
