import { coMoments } from '../kernels/coMoments.js';
import { isRounding } from '../kernels/moments.js';
import { defineMetric } from '../metric.js';

export const trackingError = defineMetric({
  id: 'trackingError',
  name: 'Tracking error',
  unit: 'fraction per year',
  formula: 'standard deviation of (return - benchmark return), divided by n - 1, * sqrt(P)',
  latex: String.raw`\sqrt{P}\,s_{r-b}`,
  convention:
    'Sample standard deviation of arithmetic active returns, on the dates that both have.',
  sign: 'Never negative; 0 when it earns the same more than its benchmark each period.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 5',
  needs: ['benchmark'],
  compute(sample) {
    const { asset, activeVariance } = sample.of(coMoments);
    const deviation = Math.sqrt(activeVariance);
    return isRounding(deviation, asset.mean) ? 0 : deviation * Math.sqrt(sample.periodsPerYear);
  },
});
