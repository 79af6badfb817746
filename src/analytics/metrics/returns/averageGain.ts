import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const averageGain = defineMetric({
  id: 'averageGain',
  name: 'Average gain',
  unit: 'fraction',
  formula: 'mean of the returns above 0',
  latex: String.raw`\frac{\sum_t\max(0,r_t)}{\#\{t:r_t>0\}}`,
  convention: 'Per period, over the gains alone; not annualised.',
  sign: 'Positive.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { gainSum, gainCount } = sample.of(gainsAndLosses);
    return gainCount === 0 ? 'no-gains' : gainSum / gainCount;
  },
});
