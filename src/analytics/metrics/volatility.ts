import { PERIODS_PER_YEAR } from './annualisation.js';
import { defineMetric } from './metric.js';

export const volatility = defineMetric({
  id: 'volatility',
  name: 'Volatility',
  unit: 'fraction per year',
  formula: 'standard deviation of daily simple returns (divided by n - 1) * sqrt(252)',
  latex: String.raw`\sqrt{252}\,\sqrt{\frac{1}{n-1}\sum_{t=1}^{n}(r_t-\bar r)^2}`,
  convention: 'Sample standard deviation of simple returns; 252 periods a year.',
  sign: 'Never negative; 0 when every return is the same.',
  minimumSample: 2,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute({ returns }) {
    const { standardDeviation, isConstant } = returns.moments;
    return isConstant ? 0 : standardDeviation * Math.sqrt(PERIODS_PER_YEAR);
  },
});
