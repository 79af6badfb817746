import type { Kernel } from '../sample.js';
import { studentQuantile } from './distributions/beta.js';
import { around, upperProbability, type AnalyticInterval } from './interval.js';

/** Of the mean return, or of a multiple of it. @param scale what the metric multiplies it with */
export function studentMean(scale: Kernel<number>): AnalyticInterval {
  return {
    method: 'student-t',
    formula: 'estimate ± q s / sqrt(n), q of t with n - 1 degrees; times P where the metric is',
    assumption: 'Returns are independent, and normal or many.',
    source: 'Student, Biometrika 6 (1908), 1-25',
    compute(sample, estimate, confidence) {
      const { n, standardDeviation } = sample.returns.moments;
      if (n < 2) return null;
      const quantile = studentQuantile(upperProbability(confidence), n - 1);
      return around(estimate, (scale(sample) * quantile * standardDeviation) / Math.sqrt(n));
    },
  };
}
