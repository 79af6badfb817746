import { drawdowns } from '../kernels/drawdown.js';
import { defineMetric } from '../metric.js';

export const drawdownDeviation = defineMetric({
  id: 'drawdownDeviation',
  name: 'Drawdown deviation',
  unit: 'fraction',
  formula: 'sqrt(sum over falls of (lowest price / peak - 1)^2 / n), n returns',
  latex: String.raw`\sqrt{\frac1n\sum_{j=1}^{d}D_j^2}`,
  convention:
    'Each fall counts once, by its deepest day; divided by the number of returns, not of falls.',
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { depth } = sample.of(drawdowns);
    const squares = depth.reduce((sum, fall) => sum + fall * fall, 0);
    return Math.sqrt(squares / sample.returns.values.length);
  },
});
