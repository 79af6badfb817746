import { geometricMeanOf, monthlyReturns } from '../kernels/calendarReturns.js';
import { defineMetric } from '../metric.js';

export const expectedReturnMonthly = defineMetric({
  id: 'expectedReturnMonthly',
  name: 'Expected return per calendar month',
  unit: 'fraction',
  formula: '(product of 1 + return of each complete calendar month)^(1 / number of months) - 1',
  latex: String.raw`\left(\prod_{m=1}^{k}(1+R_m)\right)^{1/k}-1`,
  convention:
    'Geometric mean. Complete months only: the last close of the month before is in the sample and no session is left.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute(sample) {
    const calendar = sample.of(monthlyReturns);
    return typeof calendar === 'string' ? calendar : geometricMeanOf(calendar);
  },
});
