import type { Outcome } from '../../figure.js';
import { drawdowns } from '../../kernels/drawdown.js';
import { riskFreeGrowthAnnual } from '../../kernels/excessGrowth.js';
import { outcomeOf } from '../../metric.js';
import { totalReturn } from '../../returns/totalReturn.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

export const ulcerIndex = defineVariant({
  name: 'quantstats.stats.ulcer_index',
  difference: 'Divided by n - 1, not by n.',
  formula: 'sqrt(sum of drawdown^2 / (n - 1)), drawdown = price / running peak - 1',
  latex: String.raw`\sqrt{\frac{1}{n-1}\sum_{t=1}^{n} d_t^2}`,
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 2,
  source: quantstatsSource('stats.py ulcer_index'),
  needs: [],
  compute: (sample) =>
    Math.sqrt(sample.of(drawdowns).squareSum / (sample.returns.values.length - 1)),
});

export const martin = defineVariant({
  name: 'quantstats.stats.ulcer_performance_index',
  difference:
    'The total return of the window stands above the line, not the growth per year; the yearly risk-free rate is taken off it once, and the ulcer index is divided by n - 1.',
  formula: '(end price / base price - 1 - rf per year) / sqrt(sum of drawdown^2 / (n - 1))',
  latex: String.raw`\frac{P_n/P_0-1-R_f}{\sqrt{\frac{1}{n-1}\sum_t d_t^2}}`,
  sign: 'Positive when the total return beats one year of the risk-free rate.',
  minimumSample: 2,
  source: quantstatsSource('stats.py ulcer_performance_index'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const total = outcomeOf(sample, totalReturn);
    if (typeof total !== 'number') return total;
    const ulcer = outcomeOf(sample, ulcerIndex);
    if (typeof ulcer !== 'number') return ulcer;
    if (ulcer === 0) return 'no-drawdown';
    return (total - sample.of(riskFreeGrowthAnnual)) / ulcer;
  },
});
