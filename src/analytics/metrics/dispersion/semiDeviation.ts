import { centredReturns } from '../kernels/centredReturns.js';
import { defineMetric } from '../metric.js';

export const semiDeviation = defineMetric({
  id: 'semiDeviation',
  name: 'Semi-deviation',
  unit: 'fraction per year',
  formula: 'sqrt(sum of min(0, return - mean return)^2 / n) * sqrt(P)',
  latex: String.raw`\sqrt{P}\,\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,\,r_t-\bar r)^2}`,
  convention: 'Below the mean, not below a target; divided by all n returns.',
  sign: 'Never negative; 0 when every return is the same.',
  minimumSample: 2,
  source: 'Markowitz, Portfolio Selection (1959), ch. 9',
  needs: [],
  compute(sample) {
    if (sample.returns.moments.isConstant) return 0;
    const deviations = sample.of(centredReturns);
    let squares = 0;
    for (let i = 0; i < deviations.length; i += 1) {
      squares += Math.min(0, deviations[i] as number) ** 2;
    }
    return Math.sqrt((squares / sample.returns.values.length) * sample.periodsPerYear);
  },
});
