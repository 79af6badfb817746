import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const volatilitySkewness = defineVariant({
  name: 'VolatilitySkewness',
  difference: 'Target 0 instead of the risk-free return.',
  formula: 'sum of max(0, return)^2 / sum of min(0, return)^2',
  latex: String.raw`\frac{\sum_t\max(0,r_t)^2}{\sum_t\min(0,r_t)^2}`,
  sign: 'Never negative; above 1 when gains vary more than losses.',
  minimumSample: 1,
  source: sourceOf("VolatilitySkewness(R, MAR = 0, stat = 'volatility')", 'VolatilitySkewness.R'),
  needs: [],
  compute({ returns: { values } }) {
    const upside = values.reduce((sum, value) => sum + Math.max(0, value) ** 2, 0);
    const downside = values.reduce((sum, value) => sum + Math.min(0, value) ** 2, 0);
    return quotient(upside, downside, 'no-losses');
  },
});
