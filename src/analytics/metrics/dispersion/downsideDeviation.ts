import { isRounding } from '../kernels/moments.js';
import { shortfall } from '../kernels/shortfall.js';
import { defineMetric } from '../metric.js';

export const downsideDeviation = defineMetric({
  id: 'downsideDeviation',
  name: 'Downside deviation',
  unit: 'fraction per year',
  formula: 'sqrt(sum of min(0, return - risk-free return of the period)^2 / n) * sqrt(P)',
  latex: String.raw`\sqrt{P}\,\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,\,r_t-r_{f,t})^2}`,
  convention:
    'Target: the risk-free return of each period. Divided by all n returns, not by those below.',
  sign: 'Never negative; 0 when no return is below the target.',
  minimumSample: 2,
  source: 'Sortino and Price, Journal of Investing 3 (1994), 59-64',
  needs: ['riskFree'],
  compute(sample) {
    const deviation = sample.of(shortfall);
    const { riskFree } = sample;
    const isNone = isRounding(deviation, typeof riskFree === 'number' ? riskFree : 0);
    return isNone ? 0 : deviation * Math.sqrt(sample.periodsPerYear);
  },
});
