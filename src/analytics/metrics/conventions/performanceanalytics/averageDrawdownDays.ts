import { defineVariant } from '../variant.js';
import { drawdownRuns, meanOfRuns } from './kernels/drawdownRuns.js';
import { sourceOf } from './source.js';

export const averageDrawdownDays = defineVariant({
  name: 'AverageLength',
  difference: 'Counts periods, the one of the recovery too, instead of calendar days.',
  formula: 'mean over the drawdowns of their number of periods below the peak + 1',
  latex: String.raw`\frac{1}{d}\sum_{j=1}^{d}(\mathrm{to}_j-\mathrm{from}_j+1)`,
  sign: 'In periods; 0 when there is no fall.',
  minimumSample: 1,
  source: sourceOf('AverageLength(R)', 'maxDrawdown.R'),
  needs: [],
  compute: (sample) => meanOfRuns(sample.of(drawdownRuns), ({ from, to }) => to - from + 1),
});
