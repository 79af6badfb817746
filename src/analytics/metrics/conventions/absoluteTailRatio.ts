import { lowerTail5 } from '../kernels/lowerTail.js';
import { upperTail5 } from '../kernels/upperTail.js';
import type { Formula } from './formula.js';

export const absoluteTailRatio: Formula = {
  difference: 'Absolute values are taken: a 5 % quantile that is a gain counts as a loss would.',
  formula: '|95 % quantile of returns / 5 % quantile of returns|',
  latex: String.raw`\left|\frac{Q_{0.95}(r)}{Q_{0.05}(r)}\right|`,
  sign: 'Never negative; above 1 when the best twentieth begins further from 0 than the worst.',
  minimumSample: 1,
  needs: [],
  compute(sample) {
    const low = sample.of(lowerTail5).quantile;
    return low === 0 ? 'no-losses' : Math.abs(sample.of(upperTail5).quantile / low);
  },
};
