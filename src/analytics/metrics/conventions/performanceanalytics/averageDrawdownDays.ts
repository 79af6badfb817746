import { defineVariant } from '../variant.js';
import { meanOfFalls } from './kernels/falls.js';
import { sourceOf } from './source.js';

export const averageDrawdownDays = defineVariant({
  name: 'AverageLength',
  difference:
    'Counts periods instead of calendar days; a fall that is not made good lasts to one past the last period.',
  formula: 'mean over the drawdowns of the number of periods from the peak to the recovery',
  latex: String.raw`\frac{1}{d}\sum_{j=1}^{d}(\mathrm{to}_j-\mathrm{peak}_j)`,
  sign: 'In periods; 0 when there is no fall.',
  minimumSample: 1,
  source: sourceOf('AverageLength(R)', 'maxDrawdown.R'),
  needs: [],
  compute: (sample) =>
    meanOfFalls(sample, ({ peakIndex, recoveryIndex }) => recoveryIndex - peakIndex),
});
