import { defineVariant } from '../variant.js';
import { runsOfPath } from './kernels/drawdownRuns.js';
import { quantileOf, TAIL_5 } from './kernels/quantile.js';
import { sourceOf } from './source.js';

export const cdar95 = defineVariant({
  name: 'CDD',
  difference:
    'Over whole drawdowns, each by its deepest point and each stretch at the peak as a 0, not over the daily path; a positive fraction.',
  formula:
    '-(mean of the depths at or below their 5 % quantile), the depths those of the drawdowns and a 0 for each run of periods at the peak',
  latex: String.raw`-\operatorname{mean}\{D_j: D_j\le Q_{0.05}(D)\}`,
  sign: 'Never negative.',
  minimumSample: 1,
  source: sourceOf("CDD(R, p = 0.95, method = 'discrete')", 'maxDrawdown.R'),
  needs: [],
  compute(sample) {
    const depths = Float64Array.from(sample.of(runsOfPath), ({ depth }) => depth).sort();
    const quantile = quantileOf(depths, TAIL_5);
    const worst = depths.filter((depth) => depth <= quantile);
    // Rounding can put the quantile of equal depths below them all.
    if (worst.length === 0) return 'out-of-range';
    return (0 - worst.reduce((sum, depth) => sum + depth, 0)) / worst.length;
  },
});
