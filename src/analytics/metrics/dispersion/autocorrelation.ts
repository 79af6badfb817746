import { centredReturns } from '../kernels/centredReturns.js';
import { defineMetric } from '../metric.js';

export const autocorrelation = defineMetric({
  id: 'autocorrelation',
  name: 'Autocorrelation, lag 1',
  unit: 'ratio',
  formula: 'sum of d_t * d_(t-1), t from 2 to n / sum of d_t^2, d = return - mean return',
  latex: String.raw`\frac{\sum_{t=2}^{n}(r_t-\bar r)(r_{t-1}-\bar r)}{\sum_{t=1}^{n}(r_t-\bar r)^2}`,
  convention:
    'One mean and one variance for both series, so that it stays within -1 and 1; standard error about 1 / sqrt(n).',
  sign: 'Positive when like returns follow each other.',
  minimumSample: 10,
  source: 'Box and Jenkins, Time Series Analysis, 3rd ed., ch. 2',
  needs: [],
  compute(sample) {
    if (sample.returns.moments.isConstant) return 'zero-variance';
    const deviations = sample.of(centredReturns);
    let [products, squares, before] = [0, 0, 0];
    for (let i = 0; i < deviations.length; i += 1) {
      const deviation = deviations[i] as number;
      products += deviation * before;
      squares += deviation * deviation;
      before = deviation;
    }
    return products / squares;
  },
});
