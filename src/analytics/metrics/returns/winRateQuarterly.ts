import { quarterlyReturns, shareOfGains } from '../kernels/calendarReturns.js';
import { defineMetric } from '../metric.js';

export const winRateQuarterly = defineMetric({
  id: 'winRateQuarterly',
  name: 'Share of winning calendar quarters',
  unit: 'fraction',
  formula:
    'number of complete calendar quarters with a return above 0 / number of complete calendar quarters',
  latex: String.raw`\frac{1}{k}\sum_{j=1}^{k}\mathbf 1\{R_j>0\}`,
  convention:
    'From the last close of the quarter before to its own; complete quarters only. A return of 0 is no win.',
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const calendar = sample.of(quarterlyReturns);
    return typeof calendar === 'string' ? calendar : shareOfGains(calendar);
  },
});
