import type { Outcome } from '../../figure.js';
import { outcomeOf } from '../../metric.js';
import { payoffRatio } from '../../ratios/payoffRatio.js';
import { profitFactor } from '../../ratios/profitFactor.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';
import { winRate } from './winRate.js';

export const cpcIndex = defineVariant({
  name: 'quantstats.stats.cpc_index',
  difference: winRate.difference,
  formula: 'profitFactor * (number of returns above 0 / number that are not 0) * payoffRatio',
  latex: String.raw`\mathrm{PF}\cdot\frac{\#\{t: r_t>0\}}{\#\{t: r_t\ne 0\}}\cdot\frac{\bar r_+}{|\bar r_-|}`,
  sign: 'Never negative; higher is better.',
  minimumSample: 1,
  source: quantstatsSource('stats.py cpc_index'),
  needs: [],
  compute(sample): Outcome {
    let product = 1;
    for (const metric of [profitFactor, winRate, payoffRatio]) {
      const factor = outcomeOf(sample, metric);
      if (typeof factor !== 'number') return factor;
      product *= factor;
    }
    return product;
  },
});
