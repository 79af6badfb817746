import { drawdowns } from '../kernels/drawdown.js';
import { defineMetric } from '../metric.js';

export const averageDrawdown = defineMetric({
  id: 'averageDrawdown',
  name: 'Average drawdown',
  unit: 'fraction',
  formula: 'mean over falls of (lowest price / peak - 1)',
  latex: String.raw`\frac1d\sum_{j=1}^{d}D_j`,
  convention:
    'Over every fall below the running peak, the one not yet made good included; each counts once, by its deepest day.',
  sign: 'A negative fraction.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { depth } = sample.of(drawdowns);
    if (depth.length === 0) return 'no-drawdown';
    return depth.reduce((sum, fall) => sum + fall, 0) / depth.length;
  },
});
