import { defineMetric } from '../metric.js';

export const winRate = defineMetric({
  id: 'winRate',
  name: 'Win rate',
  unit: 'fraction',
  formula: 'count of returns above 0 / n',
  latex: String.raw`\frac{1}{n}\,\bigl|\{t: r_t>0\}\bigr|`,
  convention: 'Among all returns: one of exactly 0 is no win, and counts in n.',
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute: ({ returns }) => returns.moments.positives / returns.moments.n,
});
