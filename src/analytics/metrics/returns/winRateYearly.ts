import { yearlyReturns, shareOfGains } from '../kernels/calendarReturns.js';
import { defineMetric } from '../metric.js';

export const winRateYearly = defineMetric({
  id: 'winRateYearly',
  name: 'Share of winning calendar years',
  unit: 'fraction',
  formula:
    'number of complete calendar years with a return above 0 / number of complete calendar years',
  latex: String.raw`\frac{1}{k}\sum_{j=1}^{k}\mathbf 1\{R_j>0\}`,
  convention:
    'From the last close of the year before to its own; complete years only. A return of 0 is no win.',
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const calendar = sample.of(yearlyReturns);
    return typeof calendar === 'string' ? calendar : shareOfGains(calendar);
  },
});
