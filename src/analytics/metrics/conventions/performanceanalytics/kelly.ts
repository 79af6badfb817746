import { excessMoments } from '../../kernels/excess.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const kelly = defineVariant({
  name: 'KellyRatio',
  difference:
    'Half of the mean excess return over the variance, instead of win rate less loss rate over payoff.',
  formula: 'mean excess return / variance of the returns / 2',
  latex: String.raw`\frac{1}{2}\,\frac{\overline{r-r_f}}{s_r^2}`,
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: sourceOf("KellyRatio(R, Rf, method = 'half')", 'KellyRatio.R'),
  needs: ['riskFree'],
  compute(sample) {
    const { variance, isConstant } = sample.returns.moments;
    return isConstant ? 'zero-variance' : sample.of(excessMoments).mean / variance / 2;
  },
});
