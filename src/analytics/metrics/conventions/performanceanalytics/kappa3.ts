import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const kappa3 = defineVariant({
  name: 'Kappa',
  difference:
    'Threshold 0 (the library has no default) instead of the risk-free return, and per period.',
  formula: 'mean return / (sum of max(0, -return)^3 / n)^(1/3)',
  latex: String.raw`\frac{\bar r}{\sqrt[3]{\frac{1}{n}\sum_t\max(0,-r_t)^3}}`,
  sign: 'The sign of the mean return; per period.',
  minimumSample: 1,
  source: sourceOf('Kappa(R, MAR = 0, l = 3)', 'Kappa.R'),
  needs: [],
  compute({ returns: { values, moments } }) {
    const cubes = values.reduce((sum, value) => sum + Math.max(0, 0 - value) ** 3, 0);
    return quotient(moments.mean, Math.cbrt(cubes / values.length), 'no-losses');
  },
});
