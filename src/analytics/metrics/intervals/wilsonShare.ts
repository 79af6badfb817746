import type { Kernel } from '../sample.js';
import { normalQuantile } from './distributions/gamma.js';
import { upperProbability, type AnalyticInterval } from './interval.js';

/** Of a share of periods. @param count how many periods the share is taken of */
export function wilsonShare(count: Kernel<number>): AnalyticInterval {
  return {
    method: 'Wilson score',
    formula:
      '(p + q^2 / 2n ± q sqrt(p (1 - p) / n + q^2 / 4n^2)) / (1 + q^2 / n), p the estimate, ' +
      'q of the normal',
    assumption: 'Periods are independent.',
    source: 'Wilson, Journal of the American Statistical Association 22 (1927), 209-212',
    compute(sample, estimate, confidence) {
      const n = count(sample);
      if (n < 1) return null;
      const square = normalQuantile(upperProbability(confidence)) ** 2 / n;
      const centre = estimate + square / 2;
      const halfWidth = Math.sqrt(square * (estimate * (1 - estimate) + square / 4));
      return {
        low: Math.max(0, (centre - halfWidth) / (1 + square)),
        high: Math.min(1, (centre + halfWidth) / (1 + square)),
      };
    },
  };
}
