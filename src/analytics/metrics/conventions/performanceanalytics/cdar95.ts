import { drawdowns } from '../../kernels/drawdown.js';
import { defineVariant } from '../variant.js';
import { quantileOf, TAIL_5 } from './kernels/quantile.js';
import { sourceOf } from './source.js';

export const cdar95 = defineVariant({
  name: 'CDD',
  difference:
    'Over whole drawdowns, each by its deepest point and each stretch at the peak as a 0, not over the depth at every date.',
  formula:
    '-(mean of the depths at or below their 5 % quantile), the depths those of the drawdowns and a 0 for each run of periods at the peak',
  latex: String.raw`-\operatorname{mean}\{D_j: D_j\le Q_{0.05}(D)\}`,
  sign: 'Never negative.',
  minimumSample: 1,
  source: sourceOf("CDD(R, p = 0.95, method = 'discrete')", 'maxDrawdown.R'),
  needs: [],
  compute(sample) {
    const { depth, peakIndex, recoveryIndex } = sample.of(drawdowns);
    // At the peak before the first fall, and again after each one that is made good.
    const recoveries = recoveryIndex.filter((index) => index < sample.prices.length).length;
    const runsAtPeak = recoveries + (peakIndex[0] === 0 ? 0 : 1);
    const depths = new Float64Array(depth.length + runsAtPeak);
    depths.set(depth);
    depths.sort();
    const quantile = quantileOf(depths, TAIL_5);
    const worst = depths.filter((value) => value <= quantile);
    // Rounding can put the quantile of equal depths below them all.
    if (worst.length === 0) return 'out-of-range';
    return (0 - worst.reduce((sum, value) => sum + value, 0)) / worst.length;
  },
});
