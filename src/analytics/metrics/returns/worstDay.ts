import { defineMetric } from '../metric.js';

export const worstDay = defineMetric({
  id: 'worstDay',
  name: 'Worst day',
  unit: 'fraction',
  formula: 'smallest return of one period',
  latex: String.raw`\min_t r_t`,
  convention:
    'The smallest simple return of the sample; of a week or month where the basis is weekly or monthly.',
  sign: 'Negative unless every return is a gain; not turned into a positive loss.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  // + 0, because a return of −0 is none.
  compute: ({ returns }) => returns.moments.smallest + 0,
});
