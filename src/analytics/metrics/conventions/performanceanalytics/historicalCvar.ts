import type { Outcome } from '../../figure.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { quantileOf, returnsAscending, TAIL_1, TAIL_5 } from './kernels/quantile.js';
import { reasonableReturn } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

const historicalCvar =
  (probability: number): Kernel<Outcome> =>
  (sample) => {
    const ascending = sample.of(returnsAscending);
    const quantile = quantileOf(ascending, probability);
    const below = ascending.filter((value) => value < quantile);
    if (below.length === 0) return reasonableReturn(0 - quantile);
    return reasonableReturn(0 - below.reduce((sum, value) => sum + value, 0) / below.length);
  };

export const cvar95 = defineVariant({
  name: 'ES(method = historical)',
  difference:
    'The return itself, negative for a loss, over the returns strictly below the quantile.',
  formula: 'mean of the returns below the 5 % quantile; the quantile where there is none',
  latex: String.raw`\operatorname{mean}\{r_t: r_t<Q_{0.05}(r)\}`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("ES(R, p = 0.95, method = 'historical')", 'PortfolioRisk.R'),
  needs: [],
  compute: historicalCvar(TAIL_5),
});

export const cvar99 = defineVariant({
  name: 'ES(method = historical)',
  difference:
    'The return itself, negative for a loss, over the returns strictly below the quantile.',
  formula: 'mean of the returns below the 1 % quantile; the quantile where there is none',
  latex: String.raw`\operatorname{mean}\{r_t: r_t<Q_{0.01}(r)\}`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("ES(R, p = 0.99, method = 'historical')", 'PortfolioRisk.R'),
  needs: [],
  compute: historicalCvar(TAIL_1),
});
