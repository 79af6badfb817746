import { defineVariant } from '../variant.js';
import { drawdownRuns, meanOfRuns } from './kernels/drawdownRuns.js';
import { sourceOf } from './source.js';

export const averageDrawdown = defineVariant({
  name: 'AverageDrawdown',
  difference: 'A positive fraction.',
  formula: '-(mean over the drawdowns of their depth)',
  latex: String.raw`\frac{1}{d}\sum_{j=1}^{d}|D_j|`,
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 1,
  source: sourceOf('AverageDrawdown(R)', 'maxDrawdown.R'),
  needs: [],
  compute: (sample) => meanOfRuns(sample.of(drawdownRuns), ({ depth }) => 0 - depth),
});
