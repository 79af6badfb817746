import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const downsideFrequency = defineMetric({
  id: 'downsideFrequency',
  name: 'Downside frequency',
  unit: 'fraction',
  formula: 'number of returns below 0 / n',
  latex: String.raw`\frac{1}{n}\sum_{t=1}^{n}\mathbf 1\{r_t<0\}`,
  convention: 'Target 0, not the risk-free return. A return of 0 is on neither side.',
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute: (sample) => sample.of(gainsAndLosses).lossCount / sample.returns.values.length,
});
