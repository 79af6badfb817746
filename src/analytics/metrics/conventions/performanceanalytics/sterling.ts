import { outcomeOf } from '../../metric.js';
import { countedGrowth } from '../countedGrowth.js';
import { defineVariant } from '../variant.js';
import { maxDrawdown } from './maxDrawdown.js';
import { sourceOf } from './source.js';

/** What is added to the drawdown: 10 %. */
const EXCESS = 0.1;

export const sterling = defineVariant({
  name: 'SterlingRatio',
  difference:
    'Growth, nothing taken off it and years counted as n / P periods, over the deepest drawdown plus 10 %, not over the mean of the five deepest.',
  formula: 'Return.annualized / (maxDrawdown + 0.1)',
  latex: String.raw`\frac{\prod_t(1+r_t)^{P/n}-1}{|\mathrm{MDD}|+0.1}`,
  sign: 'The sign of the growth.',
  minimumSample: 1,
  source: sourceOf('SterlingRatio(R, scale = P, excess = 0.1)', 'CalmarRatio.R'),
  needs: [],
  compute(sample) {
    const depth = outcomeOf(sample, maxDrawdown);
    return typeof depth === 'number' ? countedGrowth(sample, 0) / (depth + EXCESS) : depth;
  },
});
