import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const dRatio = defineMetric({
  id: 'dRatio',
  name: 'D ratio',
  unit: 'ratio',
  formula:
    'count of returns below 0 * |sum of returns below 0| / (count of returns above 0 * sum of returns above 0)',
  latex: String.raw`\frac{n_-\sum_t\max(0,-r_t)}{n_+\sum_t\max(0,r_t)}`,
  convention: 'Threshold 0; returns of exactly 0 count on neither side.',
  sign: 'Never negative; 0 without losses; above 1 when losses, by number and size, outweigh gains.',
  minimumSample: 1,
  source:
    'Lavinio, The Hedge Fund Handbook (2000); Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { gainCount, lossCount, gainSum, lossSum } = sample.of(gainsAndLosses);
    return gainCount === 0 ? 'no-gains' : (0 - lossCount * lossSum) / (gainCount * gainSum);
  },
});
