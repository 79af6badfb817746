import { excessReturnAnnual } from './kernels/excess.js';
import { defineMetric, outcomeOf } from './metric.js';
import { volatility } from './volatility.js';

export const sharpe = defineMetric({
  id: 'sharpe',
  name: 'Sharpe ratio',
  unit: 'ratio',
  formula: '(mean return - daily risk-free return) * 252 / volatility',
  latex: String.raw`\frac{252\,(\bar r-r_f)}{\sigma}`,
  convention:
    'Arithmetic mean of daily excess returns over their sample standard deviation, * sqrt(252).',
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: 'Sharpe, Journal of Portfolio Management 21 (1994), 49-58',
  needs: ['riskFree'],
  compute(sample) {
    const spread = outcomeOf(sample, volatility);
    if (typeof spread !== 'number') return spread;
    return spread === 0 ? 'zero-variance' : sample.of(excessReturnAnnual) / spread;
  },
});
