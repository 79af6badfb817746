import { excessPair } from '../../kernels/excess.js';
import { outcomeOf } from '../../metric.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { beta } from './beta.js';
import { annualisedReturnOf } from './kernels/annualisedReturn.js';
import { sourceOf } from './source.js';

export const treynor = defineVariant({
  name: 'TreynorRatio',
  difference:
    'Compounded excess returns, years counted as n / P periods, over the beta of excess returns.',
  formula: 'Return.annualized of the excess returns / SFM.beta',
  latex: String.raw`\frac{\prod_t(1+r_t-r_{f,t})^{P/n}-1}{\beta}`,
  sign: 'Positive when excess return and beta have one sign.',
  minimumSample: 2,
  source: sourceOf('TreynorRatio(Ra, Rb, Rf, scale = P)', 'TreynorRatio.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const growth = annualisedReturnOf(sample.of(excessPair).asset, sample.periodsPerYear);
    return quotient(growth, outcomeOf(sample, beta), 'zero-beta');
  },
});
