import { gainsAndLosses } from '../../kernels/gainsAndLosses.js';
import { upperTail1 } from '../../kernels/upperTail.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

export const outlierWinRatio = defineVariant({
  name: 'quantstats.stats.outlier_win_ratio',
  difference: 'Periods without a change of price count among the gains.',
  formula: '99 % quantile of returns / mean of the returns that are not below 0',
  latex: String.raw`\frac{Q_{0.99}(r)}{\operatorname{mean}(r_t: r_t\ge 0)}`,
  sign: 'Positive; how many average gains the best hundredth begins at.',
  minimumSample: 1,
  source: quantstatsSource('stats.py outlier_win_ratio'),
  needs: [],
  compute(sample) {
    const { gainSum, lossCount } = sample.of(gainsAndLosses);
    if (gainSum === 0) return 'no-gains';
    const count = sample.returns.values.length - lossCount;
    return sample.of(upperTail1).quantile / (gainSum / count);
  },
});
