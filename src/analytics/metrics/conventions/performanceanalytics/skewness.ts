import { shapeOf } from '../../kernels/shape.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const skewness = defineVariant({
  name: 'skewness',
  difference: 'Divides by n throughout (the moment estimator), not corrected for bias.',
  formula: 'm3 / m2^1.5, m_k = sum of (return - mean)^k / n',
  latex: String.raw`\frac{m_3}{m_2^{3/2}}`,
  sign: 'Negative when the long tail is that of losses.',
  minimumSample: 2,
  source: sourceOf("skewness(x, method = 'moment')", 'skewness.R'),
  needs: [],
  compute: ({ returns }) =>
    returns.moments.isConstant ? 'zero-variance' : shapeOf(returns.moments).skewness,
});
