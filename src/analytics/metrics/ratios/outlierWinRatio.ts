import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { upperTail1 } from '../kernels/upperTail.js';
import { defineMetric } from '../metric.js';

export const outlierWinRatio = defineMetric({
  id: 'outlierWinRatio',
  name: 'Outlier win ratio',
  unit: 'ratio',
  formula: '99 % quantile of returns / mean of the returns above 0',
  latex: String.raw`\frac{Q_{0.99}(r)}{\operatorname{mean}(r_t:r_t>0)}`,
  convention: 'Quantile of type 7 of Hyndman and Fan. Returns of exactly 0 are no gains.',
  sign: 'How many average gains the best hundredth begins at.',
  minimumSample: 100,
  source: 'quantstats, stats.outlier_win_ratio; no older source known',
  needs: [],
  compute(sample) {
    const { gainCount, gainSum } = sample.of(gainsAndLosses);
    if (gainCount === 0) return 'no-gains';
    return sample.of(upperTail1).quantile / (gainSum / gainCount);
  },
});
