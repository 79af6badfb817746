import type { Outcome } from '../../figure.js';
import {
  NORMAL_TAIL_1,
  NORMAL_TAIL_5,
  normalDensity,
  type NormalTail,
} from '../../kernels/normalTail.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { reasonableReturn } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

const gaussianCvar =
  ({ probability, quantile }: NormalTail): Kernel<Outcome> =>
  ({ returns: { moments } }) => {
    const excess = (normalDensity(quantile) * Math.sqrt(moments.m2)) / probability;
    return reasonableReturn(excess - moments.mean);
  };

export const gaussianCvar95 = defineVariant({
  name: 'ES(method = gaussian)',
  difference: 'The return itself, negative for a loss, from a deviation with n as divisor.',
  formula:
    'mean - normal density at z / 5 % * sqrt(sum of (return - mean)^2 / n), z the 5 % quantile of the normal distribution',
  latex: String.raw`\bar r-\frac{\varphi(z_{0.05})}{0.05}\sqrt{m_2}`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("ES(R, p = 0.95, method = 'gaussian')", 'PortfolioRisk.R'),
  needs: [],
  compute: gaussianCvar(NORMAL_TAIL_5),
});

export const gaussianCvar99 = defineVariant({
  name: 'ES(method = gaussian)',
  difference: 'The return itself, negative for a loss, from a deviation with n as divisor.',
  formula:
    'mean - normal density at z / 1 % * sqrt(sum of (return - mean)^2 / n), z the 1 % quantile of the normal distribution',
  latex: String.raw`\bar r-\frac{\varphi(z_{0.01})}{0.01}\sqrt{m_2}`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 1,
  source: sourceOf("ES(R, p = 0.99, method = 'gaussian')", 'PortfolioRisk.R'),
  needs: [],
  compute: gaussianCvar(NORMAL_TAIL_1),
});
