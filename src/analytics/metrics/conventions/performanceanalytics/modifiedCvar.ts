import type { Outcome } from '../../figure.js';
import { expandedQuantile, expandedShortfall } from '../../kernels/cornishFisher.js';
import { NORMAL_TAIL_1, NORMAL_TAIL_5, type NormalTail } from '../../kernels/normalTail.js';
import { shapeOf } from '../../kernels/shape.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { reasonableReturn } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

const modifiedCvar =
  ({ probability, quantile }: NormalTail): Kernel<Outcome> =>
  ({ returns }) => {
    if (returns.moments.isConstant) return 'zero-variance';
    const { mean, m2 } = returns.moments;
    const shape = shapeOf(returns.moments);
    const h = expandedQuantile(quantile, shape);
    const standardised = expandedShortfall(h, shape) / probability;
    // The expansion can turn round far out: then the loss at the quantile stands in for it.
    return reasonableReturn(0 - mean - Math.sqrt(m2) * Math.min(standardised, h));
  };

export const modifiedCvar95 = defineVariant({
  name: 'ES(method = modified)',
  difference:
    'The return itself, negative for a loss, from moments with n as divisor, and there is one too where the expansion turns round.',
  formula:
    'mean + sqrt(m2) * min(-E / 5 %, h), h as in modifiedVar, E = normal density at h * (1 + h^3 S / 6 + (h^6 - 9 h^4 + 9 h^2 + 3) S^2 / 72 + (h^4 - 2 h^2 - 1) K / 24)',
  latex: String.raw`\bar r+\sqrt{m_2}\,\min\left(-\frac{E}{0.05},h\right),\quad E=\varphi(h)\left(1+\frac{h^3}{6}S+\frac{h^6-9h^4+9h^2+3}{72}S^2+\frac{h^4-2h^2-1}{24}K\right)`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 2,
  source: sourceOf("ES(R, p = 0.95, method = 'modified', operational = TRUE)", 'PortfolioRisk.R'),
  needs: [],
  compute: modifiedCvar(NORMAL_TAIL_5),
});

export const modifiedCvar99 = defineVariant({
  name: 'ES(method = modified)',
  difference:
    'The return itself, negative for a loss, from moments with n as divisor, and there is one too where the expansion turns round.',
  formula:
    'mean + sqrt(m2) * min(-E / 1 %, h), h as in modifiedVar, E = normal density at h * (1 + h^3 S / 6 + (h^6 - 9 h^4 + 9 h^2 + 3) S^2 / 72 + (h^4 - 2 h^2 - 1) K / 24)',
  latex: String.raw`\bar r+\sqrt{m_2}\,\min\left(-\frac{E}{0.01},h\right),\quad E=\varphi(h)\left(1+\frac{h^3}{6}S+\frac{h^6-9h^4+9h^2+3}{72}S^2+\frac{h^4-2h^2-1}{24}K\right)`,
  sign: 'A negative return; missing when it would be a gain.',
  minimumSample: 2,
  source: sourceOf("ES(R, p = 0.99, method = 'modified', operational = TRUE)", 'PortfolioRisk.R'),
  needs: [],
  compute: modifiedCvar(NORMAL_TAIL_1),
});
