import { defineMetric } from '../metric.js';

export const volatility = defineMetric({
  id: 'volatility',
  name: 'Volatility',
  unit: 'fraction per year',
  formula: 'standard deviation of simple returns (divided by n - 1) * sqrt(P)',
  latex: String.raw`\sqrt{P}\,\sqrt{\frac{1}{n-1}\sum_{t=1}^{n}(r_t-\bar r)^2}`,
  convention:
    'Sample standard deviation of simple returns; P is 252 for daily returns, 52 weekly, 12 monthly.',
  sign: 'Never negative; 0 when every return is the same.',
  minimumSample: 2,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute({ returns, periodsPerYear }) {
    const { standardDeviation, isConstant } = returns.moments;
    return isConstant ? 0 : standardDeviation * Math.sqrt(periodsPerYear);
  },
});
