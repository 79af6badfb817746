import type { Kernel } from '../sample.js';
import { chiSquareQuantile } from './distributions/gamma.js';
import { upperProbability, type AnalyticInterval } from './interval.js';

/** Of a sample standard deviation, annualised or not. @param count of the values it is taken of */
export function chiSquareDeviation(count: Kernel<number>): AnalyticInterval {
  return {
    method: 'chi-square',
    formula: 'estimate * sqrt((n - 1) / q), q both quantiles of chi-square with n - 1 degrees',
    assumption: 'Returns are independent and normal; with fat tails it is too narrow.',
    source: 'Fisher, Statistical Methods for Research Workers (1925), ch. 4',
    compute(sample, estimate, confidence) {
      const degrees = count(sample) - 1;
      if (degrees < 1) return null;
      const upper = upperProbability(confidence);
      const scaled = (p: number): number =>
        estimate * Math.sqrt(degrees / chiSquareQuantile(p, degrees));
      return { low: scaled(upper), high: scaled(1 - upper) };
    },
  };
}
