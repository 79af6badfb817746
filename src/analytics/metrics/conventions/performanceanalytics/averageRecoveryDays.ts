import { defineVariant } from '../variant.js';
import { drawdownRuns, meanOfRuns } from './kernels/drawdownRuns.js';
import { sourceOf } from './source.js';

export const averageRecoveryDays = defineVariant({
  name: 'AverageRecovery',
  difference:
    'Counts periods instead of calendar days, and a fall that is not made good as if it were in the period after the last.',
  formula: 'mean over the drawdowns of the number of periods from the trough to the recovery',
  latex: String.raw`\frac{1}{d}\sum_{j=1}^{d}(\mathrm{to}_j-\mathrm{trough}_j)`,
  sign: 'In periods; 0 when there is no fall.',
  minimumSample: 1,
  source: sourceOf('AverageRecovery(R)', 'maxDrawdown.R'),
  needs: [],
  compute: (sample) => meanOfRuns(sample.of(drawdownRuns), ({ trough, to }) => to - trough),
});
