import { defineMetric, outcomeOf } from '../metric.js';
import { winRate } from '../returns/winRate.js';

export const upsideFrequency = defineMetric({
  id: 'upsideFrequency',
  name: 'Upside frequency',
  unit: 'fraction',
  formula: 'number of returns above 0 / n',
  latex: String.raw`\frac{1}{n}\sum_{t=1}^{n}\mathbf 1\{r_t>0\}`,
  convention: 'Target 0, not the risk-free return, so that it is winRate under its other name.',
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute: (sample) => outcomeOf(sample, winRate),
});
