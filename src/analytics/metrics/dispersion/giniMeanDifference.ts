import { meanDifference } from '../kernels/spacings.js';
import { defineMetric } from '../metric.js';

export const giniMeanDifference = defineMetric({
  id: 'giniMeanDifference',
  name: 'Gini mean difference',
  unit: 'fraction',
  formula: 'mean of |return_i - return_j| over all pairs i < j',
  latex: String.raw`\frac{2}{n(n-1)}\sum_{i<j}|r_i-r_j|`,
  convention: 'Over pairs of different returns, not divided by 2; per period, not annualised.',
  sign: 'Never negative; 0 when every return is the same.',
  minimumSample: 2,
  source: 'Yitzhaki, American Economic Review 72 (1982), 178-185',
  needs: [],
  compute: (sample) => (sample.returns.moments.isConstant ? 0 : sample.of(meanDifference)),
});
