import { monthlyReturns } from '../kernels/calendarReturns.js';
import { defineMetric } from '../metric.js';

export const worstMonth = defineMetric({
  id: 'worstMonth',
  name: 'Worst calendar month',
  unit: 'fraction',
  formula: 'smallest return of a complete calendar month',
  latex: String.raw`\min_k R_k`,
  convention:
    'From the last close of the month before to its own. Complete months only, so a month with sessions left has no part.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'CFA Institute, Global Investment Performance Standards (2020)',
  needs: [],
  compute(sample) {
    const calendar = sample.of(monthlyReturns);
    return typeof calendar === 'string' ? calendar : Math.min(...calendar.returns);
  },
});
