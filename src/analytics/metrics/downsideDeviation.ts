import { PERIODS_PER_YEAR } from './annualisation.js';
import { isRounding } from './kernels/moments.js';
import { shortfall } from './kernels/shortfall.js';
import { defineMetric } from './metric.js';

export const downsideDeviation = defineMetric({
  id: 'downsideDeviation',
  name: 'Downside deviation',
  unit: 'fraction per year',
  formula: 'sqrt(sum of min(0, return - daily risk-free return)^2 / n) * sqrt(252)',
  latex: String.raw`\sqrt{252}\,\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,\,r_t-r_f)^2}`,
  convention: 'Target: the daily risk-free return. Divided by all n returns, not by those below.',
  sign: 'Never negative; 0 when no return is below the target.',
  minimumSample: 2,
  source: 'Sortino and Price, Journal of Investing 3 (1994), 59-64',
  needs: ['riskFree'],
  compute(sample) {
    const deviation = sample.of(shortfall);
    const isNone = isRounding(deviation, sample.riskFreeDaily);
    return isNone ? 0 : deviation * Math.sqrt(PERIODS_PER_YEAR);
  },
});
