import type { Kernel } from '../sample.js';
import { normalQuantile } from './distributions/gamma.js';
import { upperProbability, type AnalyticInterval, type Interval } from './interval.js';

/**
 * Where the probability behind a share of independent trials lies, as often as `confidence` says.
 * Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
 *
 * @param share from 0 to 1
 * @param trials at least 1
 * @param confidence a fraction, e.g. 0.95
 */
export function wilsonInterval(share: number, trials: number, confidence: number): Interval {
  const square = normalQuantile(upperProbability(confidence)) ** 2 / trials;
  const centre = share + square / 2;
  const halfWidth = Math.sqrt(square * (share * (1 - share) + square / 4));
  return {
    low: Math.max(0, (centre - halfWidth) / (1 + square)),
    high: Math.min(1, (centre + halfWidth) / (1 + square)),
  };
}

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
      return n < 1 ? null : wilsonInterval(estimate, n, confidence);
    },
  };
}
