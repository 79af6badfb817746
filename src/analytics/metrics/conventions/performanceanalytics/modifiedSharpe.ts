import { excessReturns } from '../../kernels/excess.js';
import { NORMAL_TAIL_5 } from '../../kernels/normalTail.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { modifiedLossOf, reasonableLoss } from './kernels/tailLoss.js';
import { sourceOf } from './source.js';

export const modifiedSharpe = defineVariant({
  name: 'SharpeRatio(FUN = VaR)',
  difference:
    'The VaR is that of the excess returns, not of the returns, with n as divisor, and there is one too where the expansion turns round.',
  formula: 'mean excess return / modified VaR 95 % of the excess returns, both per period',
  latex: String.raw`\frac{\overline{r-r_f}}{\mathrm{mVaR}_{0.95}(r-r_f)}`,
  sign: 'Positive when the mean return beats the risk-free return; per period.',
  minimumSample: 2,
  source: sourceOf("SharpeRatio(R, Rf, p = 0.95, FUN = 'VaR')", 'SharpeRatio.R'),
  needs: ['riskFree'],
  compute(sample) {
    const excess = sample.of(excessReturns);
    if (excess.moments.isConstant) return 'zero-variance';
    const loss = reasonableLoss(modifiedLossOf(excess.moments, NORMAL_TAIL_5));
    return quotient(excess.moments.mean, loss, 'no-downside');
  },
});
