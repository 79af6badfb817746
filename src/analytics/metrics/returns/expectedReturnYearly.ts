import { geometricMeanOf, yearlyReturns } from '../kernels/calendarReturns.js';
import { defineMetric } from '../metric.js';

export const expectedReturnYearly = defineMetric({
  id: 'expectedReturnYearly',
  name: 'Expected return per calendar year',
  unit: 'fraction',
  formula: '(product of 1 + return of each complete calendar year)^(1 / number of years) - 1',
  latex: String.raw`\left(\prod_{y=1}^{k}(1+R_y)\right)^{1/k}-1`,
  convention:
    'Geometric mean. Complete years only: the last close of the year before is in the sample and no session is left.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute(sample) {
    const calendar = sample.of(yearlyReturns);
    return typeof calendar === 'string' ? calendar : geometricMeanOf(calendar);
  },
});
