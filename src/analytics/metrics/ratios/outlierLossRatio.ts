import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { lowerTail1 } from '../kernels/lowerTail.js';
import { defineMetric } from '../metric.js';

export const outlierLossRatio = defineMetric({
  id: 'outlierLossRatio',
  name: 'Outlier loss ratio',
  unit: 'ratio',
  formula: '1 % quantile of returns / mean of the returns below 0',
  latex: String.raw`\frac{Q_{0.01}(r)}{\operatorname{mean}(r_t:r_t<0)}`,
  convention: 'Quantile of type 7 of Hyndman and Fan. Returns of exactly 0 are no losses.',
  sign: 'Positive: how many average losses the worst hundredth begins at; negative when even the 1 % quantile is a gain.',
  minimumSample: 100,
  source: 'quantstats, stats.outlier_loss_ratio; no older source known',
  needs: [],
  compute(sample) {
    const { lossCount, lossSum } = sample.of(gainsAndLosses);
    if (lossCount === 0) return 'no-losses';
    return sample.of(lowerTail1).quantile / (lossSum / lossCount);
  },
});
