import { shapeOf } from '../kernels/shape.js';
import { defineMetric } from '../metric.js';

export const skewness = defineMetric({
  id: 'skewness',
  name: 'Skewness',
  unit: 'ratio',
  formula: 'sqrt(n * (n - 1)) / (n - 2) * m3 / m2^1.5, m_k the mean of (return - mean)^k',
  latex: String.raw`\frac{\sqrt{n(n-1)}}{n-2}\,\frac{m_3}{m_2^{3/2}}`,
  convention: 'Corrected for bias: G1, as pandas and Excel have it.',
  sign: 'Negative when the long tail is one of losses.',
  minimumSample: 3,
  source: 'Joanes and Gill, The Statistician 47 (1998), 183-189',
  needs: [],
  compute({ returns }) {
    const { n, isConstant } = returns.moments;
    if (isConstant) return 'zero-variance';
    return (Math.sqrt(n * (n - 1)) / (n - 2)) * shapeOf(returns.moments).skewness;
  },
});
