import { shapeOf } from '../kernels/shape.js';
import { defineMetric } from '../metric.js';

export const excessKurtosis = defineMetric({
  id: 'excessKurtosis',
  name: 'Excess kurtosis',
  unit: 'ratio',
  formula:
    '(n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2^2 - 3) + 6), m_k the mean of (return - mean)^k',
  latex: String.raw`\frac{n-1}{(n-2)(n-3)}\Bigl((n+1)\Bigl(\frac{m_4}{m_2^2}-3\Bigr)+6\Bigr)`,
  convention: 'Corrected for bias: G2, as pandas and Excel have it; 0 for a normal distribution.',
  sign: 'Positive when tails are fatter than normal.',
  minimumSample: 4,
  source: 'Joanes and Gill, The Statistician 47 (1998), 183-189',
  needs: [],
  compute({ returns }) {
    const { n, isConstant } = returns.moments;
    if (isConstant) return 'zero-variance';
    const population = shapeOf(returns.moments).excessKurtosis;
    return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * population + 6);
  },
});
