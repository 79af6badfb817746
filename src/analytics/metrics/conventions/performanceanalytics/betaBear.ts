import { defineVariant } from '../variant.js';
import { bearRegression } from './kernels/excessRegression.js';
import { sourceOf } from './source.js';

export const betaBear = defineVariant({
  name: 'SFM.beta.bear',
  difference:
    'Over the periods in which the benchmark earned less than risk-free, by excess returns.',
  formula:
    'slope of the regression of excess returns on benchmark excess returns over the periods with a benchmark excess below 0',
  latex: String.raw`\frac{\operatorname{cov}(r-r_f,b-r_f\mid b<r_f)}{\operatorname{var}(b-r_f\mid b<r_f)}`,
  sign: 'Positive when it moves with the benchmark.',
  minimumSample: 2,
  source: sourceOf('SFM.beta.bear(Ra, Rb, Rf)', 'CAPM.beta.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const line = sample.of(bearRegression);
    return typeof line === 'string' ? line : line.slope;
  },
});
