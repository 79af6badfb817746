import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const downsidePotential = defineMetric({
  id: 'downsidePotential',
  name: 'Downside potential',
  unit: 'fraction',
  formula: 'sum of max(0, -return) / n',
  latex: String.raw`\frac{1}{n}\sum_{t=1}^{n}\max(0,\,-r_t)`,
  convention: 'Target 0; divided by all n returns, per period, not annualised.',
  sign: 'Never negative; 0 when no return is below 0.',
  minimumSample: 1,
  source: 'Fishburn, American Economic Review 67 (1977), 116-126; lower partial moment of order 1',
  needs: [],
  compute: (sample) => (0 - sample.of(gainsAndLosses).lossSum) / sample.returns.values.length,
});
