import { shapeOf } from '../../kernels/shape.js';
import { defineVariant } from '../variant.js';
import { empyricalSource } from './source.js';

export const skewness = defineVariant({
  name: 'empyrical.stats.SIMPLE_STAT_FUNCS scipy.stats.skew',
  difference: 'Not corrected for bias.',
  formula: 'm3 / m2^1.5, m_k the mean of (return - mean)^k',
  latex: String.raw`\frac{m_3}{m_2^{3/2}}`,
  sign: 'Negative when the long tail is one of losses.',
  minimumSample: 2,
  source: empyricalSource('SIMPLE_STAT_FUNCS'),
  needs: [],
  compute: ({ returns }) =>
    returns.moments.isConstant ? 'zero-variance' : shapeOf(returns.moments).skewness,
});

export const excessKurtosis = defineVariant({
  name: 'empyrical.stats.SIMPLE_STAT_FUNCS scipy.stats.kurtosis',
  difference: 'Not corrected for bias.',
  formula: 'm4 / m2^2 - 3, m_k the mean of (return - mean)^k',
  latex: String.raw`\frac{m_4}{m_2^2} - 3`,
  sign: 'Positive when tails are fatter than normal.',
  minimumSample: 2,
  source: empyricalSource('SIMPLE_STAT_FUNCS'),
  needs: [],
  compute: ({ returns }) =>
    returns.moments.isConstant ? 'zero-variance' : shapeOf(returns.moments).excessKurtosis,
});
