import { expandedTail5, modifiedLoss } from '../kernels/cornishFisher.js';
import { defineMetric } from '../metric.js';

export const modifiedVar95 = defineMetric({
  id: 'modifiedVar95',
  name: 'Modified value at risk, 95 %, one period',
  unit: 'fraction',
  formula:
    '-(mean return + h * standard deviation), h = z + (z^2 - 1) S / 6 + (z^3 - 3 z) K / 24 - (2 z^3 - 5 z) S^2 / 36, z = -1.6449, S and K skewness and excess kurtosis divided by n',
  latex: String.raw`-(\bar r+h\,s),\quad h=z+\frac{z^2-1}{6}S+\frac{z^3-3z}{24}K-\frac{2z^3-5z}{36}S^2`,
  convention:
    'Cornish-Fisher, moments S and K not corrected for bias, sample deviation. Missing where the expansion falls as z rises: so far from normal it means nothing.',
  sign: 'A positive loss; negative when even the quantile is a gain.',
  minimumSample: 36,
  source: 'Favre and Galeano, Journal of Alternative Investments 5 (2002), 21-25',
  needs: [],
  compute: (sample) => modifiedLoss(sample, expandedTail5, 'quantile'),
});
