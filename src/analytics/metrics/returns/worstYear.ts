import { yearlyReturns } from '../kernels/calendarReturns.js';
import { defineMetric } from '../metric.js';

export const worstYear = defineMetric({
  id: 'worstYear',
  name: 'Worst calendar year',
  unit: 'fraction',
  formula: 'smallest return of a complete calendar year',
  latex: String.raw`\min_k R_k`,
  convention:
    'From the last close of the year before to its own. Complete years only, so a year with sessions left has no part.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'CFA Institute, Global Investment Performance Standards (2020)',
  needs: [],
  compute(sample) {
    const calendar = sample.of(yearlyReturns);
    return typeof calendar === 'string' ? calendar : Math.min(...calendar.returns);
  },
});
