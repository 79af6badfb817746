import { shortfallBelow } from '../../kernels/shortfall.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const sortino = defineVariant({
  name: 'SortinoRatio',
  difference: 'Target 0 instead of the risk-free return, and per period instead of per year.',
  formula: 'mean return / sqrt(sum of min(0, return)^2 / n)',
  latex: String.raw`\frac{\bar r}{\sqrt{\frac{1}{n}\sum_t\min(0,r_t)^2}}`,
  sign: 'The sign of the mean return; per period.',
  minimumSample: 1,
  source: sourceOf('SortinoRatio(R, MAR = 0)', 'SortinoRatio.R'),
  needs: [],
  compute: ({ returns }) =>
    quotient(returns.moments.mean, shortfallBelow(returns.values, 0), 'no-downside'),
});
