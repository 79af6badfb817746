import { centredReturns } from '../kernels/centredReturns.js';
import { defineMetric } from '../metric.js';

export const meanAbsoluteDeviation = defineMetric({
  id: 'meanAbsoluteDeviation',
  name: 'Mean absolute deviation',
  unit: 'fraction',
  formula: 'sum of |return - mean return| / n',
  latex: String.raw`\frac{1}{n}\sum_{t=1}^{n}|r_t-\bar r|`,
  convention: 'Around the mean, not the median; per period, not annualised.',
  sign: 'Never negative; 0 when every return is the same.',
  minimumSample: 2,
  source: 'Konno and Yamazaki, Management Science 37 (1991), 519-531',
  needs: [],
  compute(sample) {
    if (sample.returns.moments.isConstant) return 0;
    const deviations = sample.of(centredReturns);
    let distances = 0;
    for (let i = 0; i < deviations.length; i += 1) distances += Math.abs(deviations[i] as number);
    return distances / sample.returns.values.length;
  },
});
