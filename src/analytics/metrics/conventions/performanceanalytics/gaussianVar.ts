import type { Outcome } from '../../figure.js';
import { NORMAL_TAIL_1, NORMAL_TAIL_5, type NormalTail } from '../../kernels/normalTail.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { reasonableReturn } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

const gaussianVar =
  ({ quantile }: NormalTail): Kernel<Outcome> =>
  ({ returns: { moments } }) =>
    reasonableReturn(0 - moments.mean - quantile * Math.sqrt(moments.m2));

export const gaussianVar95 = defineVariant({
  name: 'VaR(method = gaussian)',
  difference: 'The return itself, negative for a loss, from a deviation with n as divisor.',
  formula:
    'mean + z * sqrt(sum of (return - mean)^2 / n), z the 5 % quantile of the normal distribution',
  latex: String.raw`\bar r+z_{0.05}\sqrt{m_2}`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("VaR(R, p = 0.95, method = 'gaussian')", 'PortfolioRisk.R'),
  needs: [],
  compute: gaussianVar(NORMAL_TAIL_5),
});

export const gaussianVar99 = defineVariant({
  name: 'VaR(method = gaussian)',
  difference: 'The return itself, negative for a loss, from a deviation with n as divisor.',
  formula:
    'mean + z * sqrt(sum of (return - mean)^2 / n), z the 1 % quantile of the normal distribution',
  latex: String.raw`\bar r+z_{0.01}\sqrt{m_2}`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("VaR(R, p = 0.99, method = 'gaussian')", 'PortfolioRisk.R'),
  needs: [],
  compute: gaussianVar(NORMAL_TAIL_1),
});
