import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const exposure = defineMetric({
  id: 'exposure',
  name: 'Exposure',
  unit: 'fraction',
  formula: 'number of returns other than 0 / n',
  latex: String.raw`\frac{1}{n}\sum_{t=1}^{n}\mathbf 1\{r_t\ne 0\}`,
  convention:
    'The share of periods in which the price moved: 1 for a fund that is always invested.',
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: 'quantstats, stats.exposure, whose name for it the field has taken up',
  needs: [],
  compute(sample) {
    const { gainCount, lossCount } = sample.of(gainsAndLosses);
    return (gainCount + lossCount) / sample.returns.values.length;
  },
});
