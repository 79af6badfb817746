import { defineVariant } from '../variant.js';
import { excessRegression } from './kernels/excessRegression.js';
import { sourceOf } from './source.js';

export const alpha = defineVariant({
  name: 'SFM.alpha',
  difference: 'Per period instead of per year.',
  formula: 'intercept of the regression of excess returns on benchmark excess returns',
  latex: String.raw`\overline{r-r_f}-\beta\,\overline{b-r_f}`,
  sign: 'Positive when it earned more than its beta explains; per period.',
  minimumSample: 2,
  source: sourceOf('SFM.alpha(Ra, Rb, Rf)', 'CAPM.alpha.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const line = sample.of(excessRegression);
    return typeof line === 'string' ? line : line.intercept;
  },
});
