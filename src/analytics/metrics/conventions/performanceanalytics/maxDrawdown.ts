import { maxDrawdown as ours } from '../../drawdown/maxDrawdown.js';
import { outcomeOf } from '../../metric.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const maxDrawdown = defineVariant({
  name: 'maxDrawdown',
  difference: 'A positive fraction.',
  formula:
    '-(min over t of wealth_t / max(1, wealth_1 ... wealth_t) - 1), wealth the product of 1 + return',
  latex: String.raw`-\min_{t}\left(\frac{W_t}{\max_{s\le t}W_s}-1\right)`,
  sign: 'Never negative: 0.25 for a fall of a quarter.',
  minimumSample: 1,
  source: sourceOf('maxDrawdown(R)', 'maxDrawdown.R'),
  needs: [],
  compute(sample) {
    const depth = outcomeOf(sample, ours);
    return typeof depth === 'number' ? 0 - depth : depth;
  },
});
