import { gainsAndLosses } from '../../kernels/gainsAndLosses.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const omega = defineVariant({
  name: 'Omega',
  difference: 'Threshold 0 instead of the risk-free return.',
  formula: 'sum of returns above 0 / -(sum of returns below 0)',
  latex: String.raw`\frac{\sum_t\max(0,r_t)}{\sum_t\max(0,-r_t)}`,
  sign: 'Never negative; above 1 when gains outweigh losses.',
  minimumSample: 1,
  source: sourceOf('Omega(R, L = 0, Rf)', 'Omega.R'),
  needs: [],
  compute(sample) {
    const { gainSum, lossSum } = sample.of(gainsAndLosses);
    return quotient(gainSum, 0 - lossSum, 'no-losses');
  },
});
