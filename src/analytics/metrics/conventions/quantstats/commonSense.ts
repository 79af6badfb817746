import type { Outcome } from '../../figure.js';
import { outcomeOf } from '../../metric.js';
import { profitFactor } from '../../ratios/profitFactor.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';
import { tailRatio } from './tailRatio.js';

export const commonSense = defineVariant({
  name: 'quantstats.stats.common_sense_ratio',
  difference: tailRatio.difference,
  formula: 'sum of gains / |sum of losses| * |95 % quantile / 5 % quantile| of returns',
  latex: String.raw`\frac{\sum_t\max(0,r_t)}{\sum_t\max(0,-r_t)}\left|\frac{Q_{0.95}(r)}{Q_{0.05}(r)}\right|`,
  sign: 'Never negative; above 1 when gains outweigh losses, those of the tails included.',
  minimumSample: 1,
  source: quantstatsSource('stats.py common_sense_ratio'),
  needs: [],
  compute(sample): Outcome {
    const factor = outcomeOf(sample, profitFactor);
    if (typeof factor !== 'number') return factor;
    const tails = outcomeOf(sample, tailRatio);
    return typeof tails === 'number' ? factor * tails : tails;
  },
});
