import { shortfallBelow } from '../../kernels/shortfall.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const downsideDeviation = defineVariant({
  name: 'DownsideDeviation',
  difference: 'Below 0 instead of the risk-free return, and per period instead of per year.',
  formula: 'sqrt(sum of min(0, return)^2 / n)',
  latex: String.raw`\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,r_t)^2}`,
  sign: 'Never negative; per period.',
  minimumSample: 1,
  source: sourceOf("DownsideDeviation(R, MAR = 0, method = 'full')", 'DownsideDeviation.R'),
  needs: [],
  compute: ({ returns }) => shortfallBelow(returns.values, 0),
});
