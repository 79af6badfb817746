import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const averageLoss = defineMetric({
  id: 'averageLoss',
  name: 'Average loss',
  unit: 'fraction',
  formula: 'mean of the returns below 0',
  latex: String.raw`\frac{\sum_t\min(0,r_t)}{\#\{t:r_t<0\}}`,
  convention: 'Per period, over the losses alone; not annualised.',
  sign: 'A negative fraction.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { lossSum, lossCount } = sample.of(gainsAndLosses);
    return lossCount === 0 ? 'no-losses' : lossSum / lossCount;
  },
});
