import { defineVariant } from '../variant.js';
import { excessRegression } from './kernels/excessRegression.js';
import { sourceOf } from './source.js';

export const beta = defineVariant({
  name: 'SFM.beta',
  difference:
    'Of returns in excess of the risk-free return, so that a rate which changes moves it.',
  formula: 'covariance(excess, benchmark excess) / variance(benchmark excess)',
  latex: String.raw`\frac{\operatorname{cov}(r-r_f,b-r_f)}{\operatorname{var}(b-r_f)}`,
  sign: 'Positive when it moves with the benchmark.',
  minimumSample: 2,
  source: sourceOf('SFM.beta(Ra, Rb, Rf)', 'CAPM.beta.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const line = sample.of(excessRegression);
    return typeof line === 'string' ? line : line.slope;
  },
});
