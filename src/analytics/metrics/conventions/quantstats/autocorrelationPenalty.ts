import type { Outcome } from '../../figure.js';
import { ReturnColumn, type Kernel } from '../../sample.js';
import { pearson } from '../pearson.js';
import { excessOverPositiveRate } from './excess.js';

/**
 * sqrt(1 + 2 sum over k = 1 … n − 1 of (n − k) / n · |c|^k), c the correlation of excess returns
 * with those of the period before. At least 1. Needs a risk-free rate.
 */
export const autocorrelationPenaltyOverSample: Kernel<Outcome> = (sample) => {
  const { values } = sample.of(excessOverPositiveRate);
  const n = values.length;
  const earlier = new ReturnColumn(values.subarray(0, n - 1));
  const later = new ReturnColumn(values.subarray(1));
  const correlation = pearson(earlier, later);
  if (typeof correlation !== 'number') return correlation;
  const size = Math.abs(correlation);
  let power = 1;
  let sum = 0;
  for (let k = 1; k < n && power > 0; k += 1) {
    power *= size;
    sum += ((n - k) / n) * power;
  }
  return Math.sqrt(1 + 2 * sum);
};
