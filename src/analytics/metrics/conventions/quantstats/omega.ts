import { gainsAndLossesOf } from '../../kernels/gainsAndLosses.js';
import { defineVariant } from '../variant.js';
import { excessOverPositiveRate, NEGATIVE_RATE } from './excess.js';
import { quantstatsSource } from './source.js';

export const omega = defineVariant({
  name: 'quantstats.stats.omega',
  difference: `${NEGATIVE_RATE}.`,
  formula: 'sum of positive excess / |sum of negative excess|, excess = return - max(0, rf)',
  latex: String.raw`\frac{\sum_t\max(0,e_t)}{\sum_t\max(0,-e_t)},\quad e_t=r_t-\max(0,r_f)`,
  sign: 'Never negative; above 1 when gains over the risk-free return outweigh shortfalls.',
  minimumSample: 2,
  source: quantstatsSource('stats.py omega'),
  needs: ['riskFree'],
  compute(sample) {
    const { gainSum, lossSum } = gainsAndLossesOf(sample.of(excessOverPositiveRate).values);
    return lossSum === 0 ? 'no-downside' : gainSum / Math.abs(lossSum);
  },
});
