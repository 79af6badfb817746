import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const payoffRatio = defineMetric({
  id: 'payoffRatio',
  name: 'Payoff ratio',
  unit: 'ratio',
  formula: 'mean of the returns above 0 / |mean of the returns below 0|',
  latex: String.raw`\frac{\operatorname{mean}(r_t:r_t>0)}{\bigl|\operatorname{mean}(r_t:r_t<0)\bigr|}`,
  convention: 'Each mean over its own periods; returns of exactly 0 count in neither.',
  sign: 'Positive; above 1 when the average gain is larger than the average loss.',
  minimumSample: 1,
  source: 'Vince, Portfolio Management Formulas (1990), ch. 1',
  needs: [],
  compute(sample) {
    const { gainCount, lossCount, gainSum, lossSum } = sample.of(gainsAndLosses);
    if (gainCount === 0) return 'no-gains';
    return lossCount === 0 ? 'no-losses' : gainSum / gainCount / (0 - lossSum / lossCount);
  },
});
