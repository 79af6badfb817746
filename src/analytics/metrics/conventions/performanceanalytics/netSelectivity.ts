import { pairGrowth } from '../../kernels/pairGrowth.js';
import { outcomeOf } from '../../metric.js';
import { pairOf, riskFreeOf } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { beta } from './beta.js';
import { selectivity } from './selectivity.js';
import { sourceOf } from './source.js';

export const netSelectivity = defineVariant({
  name: 'NetSelectivity',
  difference:
    'Of compounded returns, years counted as n / P periods; only the rate of one period is taken off the benchmark where diversification is paid for.',
  formula:
    'Selectivity - (deviation / benchmark deviation - SFM.beta) * (B - rf of a period), B what the benchmark returns compound to in P periods',
  latex: String.raw`\mathrm{Selectivity}-\left(\frac{s_r}{s_b}-\beta\right)(B-r_f)`,
  sign: 'Positive when selection earned more than the risk taken for it.',
  minimumSample: 2,
  source: sourceOf('NetSelectivity(Ra, Rb, Rf)', 'NetSelectivity.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const riskFree = riskFreeOf(pairOf(sample));
    // A rate per period makes a column of it there, not one number.
    if (typeof riskFree !== 'number') return 'not-in-convention';
    const [gross, slope] = [outcomeOf(sample, selectivity), outcomeOf(sample, beta)];
    if (typeof gross !== 'number') return gross;
    if (typeof slope !== 'number') return slope;
    const { asset, benchmark } = pairOf(sample);
    const famaBeta = asset.moments.standardDeviation / benchmark.moments.standardDeviation;
    return gross - (famaBeta - slope) * (sample.of(pairGrowth).benchmarkAnnual - riskFree);
  },
});
