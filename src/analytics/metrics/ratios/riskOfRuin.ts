import { logReturns } from '../kernels/logReturns.js';
import { defineMetric } from '../metric.js';

/** The share of the initial capital that counts as ruin. */
const RUIN_LEVEL = 0.5;

export const riskOfRuin = defineMetric({
  id: 'riskOfRuin',
  name: 'Risk of ruin',
  unit: 'probability',
  formula: 'min(1, (1/2)^(2 * mean(ln(1 + return)) / variance(ln(1 + return)))',
  latex: String.raw`\min\left(1,\;2^{-2m/s^2}\right),\quad m,s^2\text{ of }\ln(1+r_t)`,
  convention:
    'The probability of ever standing at half of the initial capital, fully invested without end, if log returns go on with their mean and sample variance (Brownian motion).',
  sign: 'From 0 to 1; 1 when the mean log return is not positive.',
  minimumSample: 2,
  source: 'Thorp, Handbook of Asset and Liability Management 1 (2006), 385-428',
  needs: [],
  compute(sample) {
    const { mean, variance, isConstant } = sample.of(logReturns).moments;
    if (isConstant) return 'zero-variance';
    return Math.min(1, RUIN_LEVEL ** ((2 * mean) / variance));
  },
});
