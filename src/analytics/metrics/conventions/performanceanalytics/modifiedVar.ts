import type { Outcome } from '../../figure.js';
import { NORMAL_TAIL_1, NORMAL_TAIL_5, type NormalTail } from '../../kernels/normalTail.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { modifiedLossOf, reasonableReturn } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

const modifiedVar =
  (tail: NormalTail): Kernel<Outcome> =>
  ({ returns }) =>
    returns.moments.isConstant
      ? 'zero-variance'
      : reasonableReturn(modifiedLossOf(returns.moments, tail));

export const modifiedVar95 = defineVariant({
  name: 'VaR(method = modified)',
  difference:
    'The return itself, negative for a loss, from moments with n as divisor, and there is one too where the expansion turns round.',
  formula:
    'mean + h * sqrt(m2), h = z + (z^2 - 1) S / 6 + (z^3 - 3 z) K / 24 - (2 z^3 - 5 z) S^2 / 36, z the 5 % quantile of the normal distribution, S skewness, K excess kurtosis',
  latex: String.raw`\bar r+h\sqrt{m_2},\quad h=z_{0.05}+\frac{z^2-1}{6}S+\frac{z^3-3z}{24}K-\frac{2z^3-5z}{36}S^2`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 2,
  source: sourceOf("VaR(R, p = 0.95, method = 'modified')", 'PortfolioRisk.R'),
  needs: [],
  compute: modifiedVar(NORMAL_TAIL_5),
});

export const modifiedVar99 = defineVariant({
  name: 'VaR(method = modified)',
  difference:
    'The return itself, negative for a loss, from moments with n as divisor, and there is one too where the expansion turns round.',
  formula:
    'mean + h * sqrt(m2), h = z + (z^2 - 1) S / 6 + (z^3 - 3 z) K / 24 - (2 z^3 - 5 z) S^2 / 36, z the 1 % quantile of the normal distribution, S skewness, K excess kurtosis',
  latex: String.raw`\bar r+h\sqrt{m_2},\quad h=z_{0.01}+\frac{z^2-1}{6}S+\frac{z^3-3z}{24}K-\frac{2z^3-5z}{36}S^2`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 2,
  source: sourceOf("VaR(R, p = 0.99, method = 'modified')", 'PortfolioRisk.R'),
  needs: [],
  compute: modifiedVar(NORMAL_TAIL_1),
});
