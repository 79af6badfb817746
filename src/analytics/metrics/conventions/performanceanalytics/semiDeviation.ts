import { shortfallBelow } from '../../kernels/shortfall.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const semiDeviation = defineVariant({
  name: 'SemiDeviation',
  difference: 'Per period instead of per year.',
  formula: 'sqrt(sum of min(0, return - mean)^2 / n)',
  latex: String.raw`\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,r_t-\bar r)^2}`,
  sign: 'Never negative; per period.',
  minimumSample: 1,
  source: sourceOf('SemiDeviation(R)', 'SemiDeviation.R'),
  needs: [],
  compute: ({ returns }) =>
    returns.moments.isConstant ? 0 : shortfallBelow(returns.values, returns.moments.mean),
});
