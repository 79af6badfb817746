import { defineVariant } from '../variant.js';
import { meanOfFalls } from './kernels/falls.js';
import { sourceOf } from './source.js';

export const averageDrawdown = defineVariant({
  name: 'AverageDrawdown',
  difference: 'A positive fraction, 0 when nothing falls.',
  formula: '-(mean over the drawdowns of their depth)',
  latex: String.raw`\frac{1}{d}\sum_{j=1}^{d}|D_j|`,
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 1,
  source: sourceOf('AverageDrawdown(R)', 'maxDrawdown.R'),
  needs: [],
  compute: (sample) => meanOfFalls(sample, ({ depth }) => 0 - depth),
});
