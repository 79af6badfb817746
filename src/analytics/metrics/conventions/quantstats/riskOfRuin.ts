import type { Outcome } from '../../figure.js';
import { outcomeOf } from '../../metric.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';
import { winRate } from './winRate.js';

export const riskOfRuin = defineVariant({
  name: 'quantstats.stats.risk_of_ruin',
  difference:
    'Of the share of gains and the number of returns alone: how much is gained or lost plays no part.',
  formula: '((1 - w) / (1 + w))^n, w = number of returns above 0 / number that are not 0',
  latex: String.raw`\left(\frac{1-w}{1+w}\right)^{n},\quad w=\frac{\#\{t: r_t>0\}}{\#\{t: r_t\ne 0\}}`,
  sign: 'From 0 to 1; next to 0 for any long history.',
  minimumSample: 1,
  source: quantstatsSource('stats.py risk_of_ruin'),
  needs: [],
  compute(sample): Outcome {
    const wins = outcomeOf(sample, winRate);
    if (typeof wins !== 'number') return wins;
    return ((1 - wins) / (1 + wins)) ** sample.returns.values.length;
  },
});
