import type { Outcome } from '../../figure.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { quantileOf, returnsAscending, TAIL_1, TAIL_5 } from './kernels/quantile.js';
import { reasonableReturn } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

const historicalVar =
  (probability: number): Kernel<Outcome> =>
  (sample) =>
    reasonableReturn(0 - quantileOf(sample.of(returnsAscending), probability));

export const var95 = defineVariant({
  name: 'VaR(method = historical)',
  difference: 'The return itself, negative for a loss; missing where even the quantile is a gain.',
  formula: '5 % quantile of returns, linear between the neighbours of rank (n - 1) * 5 %',
  latex: String.raw`Q_{0.05}(r)`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("VaR(R, p = 0.95, method = 'historical')", 'VaR.R'),
  needs: [],
  compute: historicalVar(TAIL_5),
});

export const var99 = defineVariant({
  name: 'VaR(method = historical)',
  difference: 'The return itself, negative for a loss; missing where even the quantile is a gain.',
  formula: '1 % quantile of returns, linear between the neighbours of rank (n - 1) * 1 %',
  latex: String.raw`Q_{0.01}(r)`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("VaR(R, p = 0.99, method = 'historical')", 'VaR.R'),
  needs: [],
  compute: historicalVar(TAIL_1),
});
