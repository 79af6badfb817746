import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const profitFactor = defineMetric({
  id: 'profitFactor',
  name: 'Profit factor',
  unit: 'ratio',
  formula: 'sum of returns above 0 / |sum of returns below 0|',
  latex: String.raw`\frac{\sum_t\max(0,r_t)}{\sum_t\max(0,-r_t)}`,
  convention: 'Simple returns, threshold 0: gains over losses, not gains less losses.',
  sign: 'Never negative; above 1 when gains sum to more than losses.',
  minimumSample: 1,
  source: 'Vince, Portfolio Management Formulas (1990), ch. 1',
  needs: [],
  compute(sample) {
    const { gainSum, lossSum } = sample.of(gainsAndLosses);
    return lossSum === 0 ? 'no-losses' : gainSum / (0 - lossSum);
  },
});
