import { ulcerIndex } from '../../drawdown/ulcerIndex.js';
import { outcomeOf } from '../../metric.js';
import { quotient } from '../../quotient.js';
import { riskFreeOf } from '../../sample.js';
import { countedGrowth } from '../countedGrowth.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const martin = defineVariant({
  name: 'MartinRatio',
  difference:
    'Growth counts years as n / P periods, and only the rate of one period is taken off it.',
  formula: '(Return.annualized - rf of a period) / UlcerIndex',
  latex: String.raw`\frac{\prod_t(1+r_t)^{P/n}-1-r_f}{\mathrm{UI}}`,
  sign: 'Positive when the growth beats the rate of a period.',
  minimumSample: 1,
  source: sourceOf('MartinRatio(R, Rf)', 'MartinRatio.R'),
  needs: ['riskFree'],
  compute(sample) {
    const riskFree = riskFreeOf(sample);
    // A rate per period makes a column of it there, not one number.
    if (typeof riskFree !== 'number') return 'not-in-convention';
    const growth = countedGrowth(sample, 0);
    return quotient(growth - riskFree, outcomeOf(sample, ulcerIndex), 'no-drawdown');
  },
});
