import { coMoments } from '../kernels/coMoments.js';
import { defineMetric, outcomeOf } from '../metric.js';
import { trackingError } from './trackingError.js';

export const informationRatio = defineMetric({
  id: 'informationRatio',
  name: 'Information ratio',
  unit: 'ratio',
  formula: '(mean return - mean benchmark return) * P / trackingError',
  latex: String.raw`\frac{P\,\overline{r-b}}{\sqrt{P}\,s_{r-b}}`,
  convention: 'Arithmetic mean of active returns, annualised, over the tracking error.',
  sign: 'Positive when it earned more than its benchmark.',
  minimumSample: 3,
  source: 'Grinold and Kahn, Active Portfolio Management, 2nd ed., ch. 5',
  needs: ['benchmark'],
  compute(sample) {
    const error = outcomeOf(sample, trackingError);
    if (typeof error !== 'number') return error;
    if (error === 0) return 'zero-tracking-error';
    const { asset, benchmark } = sample.of(coMoments);
    return ((asset.mean - benchmark.mean) * sample.periodsPerYear) / error;
  },
});
