import { shapeOf } from '../../kernels/shape.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const excessKurtosis = defineVariant({
  name: 'kurtosis',
  difference: 'Divides by n throughout (the moment estimator), not corrected for bias.',
  formula: 'm4 / m2^2 - 3, m_k = sum of (return - mean)^k / n',
  latex: String.raw`\frac{m_4}{m_2^{2}}-3`,
  sign: 'Positive when the tails are fatter than the normal ones.',
  minimumSample: 2,
  source: sourceOf("kurtosis(x, method = 'excess')", 'kurtosis.R'),
  needs: [],
  compute: ({ returns }) =>
    returns.moments.isConstant ? 'zero-variance' : shapeOf(returns.moments).excessKurtosis,
});
