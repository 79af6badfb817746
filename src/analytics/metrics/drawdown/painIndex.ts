import { drawdowns } from '../kernels/drawdown.js';
import { defineMetric } from '../metric.js';

export const painIndex = defineMetric({
  id: 'painIndex',
  name: 'Pain index',
  unit: 'fraction',
  formula: 'sum over t of |price_t / max(price_0 ... price_t) - 1| / n',
  latex: String.raw`\frac1n\sum_{t=1}^{n}\Bigl|\frac{P_t}{\max_{s\le t}P_s}-1\Bigr|`,
  convention:
    'The mean depth under water over the n dates after the base, days at a new high included.',
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 1,
  source:
    'Becker, Zephyr Associates (2006); Bacon, Practical Portfolio Performance Measurement, 2nd ed., ch. 4',
  needs: [],
  compute: (sample) => (0 - sample.of(drawdowns).sum) / sample.returns.values.length,
});
