import { depthsUnderWater } from '../kernels/underwater.js';
import { defineMetric } from '../metric.js';

export const currentDrawdown = defineMetric({
  id: 'currentDrawdown',
  name: 'Current drawdown',
  unit: 'fraction',
  formula: 'last price / max(price_0 ... last price) - 1',
  latex: String.raw`\frac{P_n}{\max_{s\le n}P_s}-1`,
  convention: 'From the highest price of the window, its base included.',
  sign: 'A negative fraction; 0 at a new high.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute: (sample) => 0 - (sample.of(depthsUnderWater).at(-1) as number),
});
