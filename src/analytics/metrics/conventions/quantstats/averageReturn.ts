import type { Outcome } from '../../figure.js';
import { gainsAndLosses } from '../../kernels/gainsAndLosses.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

export const averageReturn = defineVariant({
  name: 'quantstats.stats.avg_return',
  difference: 'Periods without a change of price are left out of the mean.',
  formula: 'sum of returns / number of returns that are not 0',
  latex: String.raw`\frac{\sum_t r_t}{\#\{t: r_t\ne 0\}}`,
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: quantstatsSource('stats.py avg_return'),
  needs: [],
  compute(sample): Outcome {
    const { gainCount, lossCount } = sample.of(gainsAndLosses);
    const count = gainCount + lossCount;
    if (count === 0) return 'zero-variance';
    const { mean, n } = sample.returns.moments;
    return (mean * n) / count;
  },
});
