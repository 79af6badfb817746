import { defineMetric } from '../metric.js';

export const bestDay = defineMetric({
  id: 'bestDay',
  name: 'Best day',
  unit: 'fraction',
  formula: 'largest return of one period',
  latex: String.raw`\max_t r_t`,
  convention:
    'The largest simple return of the sample; of a week or month where the basis is weekly or monthly.',
  sign: 'Positive unless every return is a loss.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  // + 0, because a return of −0 is none.
  compute: ({ returns }) => returns.moments.largest + 0,
});
