import { downsideDeviation } from '../dispersion/downsideDeviation.js';
import { excessMoments } from '../kernels/excess.js';
import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { quotient } from '../quotient.js';
import { defineMetric, outcomeOf } from '../metric.js';

/** Tversky and Kahneman, Journal of Risk and Uncertainty 5 (1992): how much more losses weigh. */
const LOSS_WEIGHT = 2.25;

export const prospectRatio = defineMetric({
  id: 'prospectRatio',
  name: 'Prospect ratio',
  unit: 'ratio',
  formula:
    '(mean of (max(0, return) + 2.25 * min(0, return)) - mean rf) / sqrt(mean of min(0, return - rf)^2), rf the risk-free return of the period',
  latex: String.raw`\frac{\frac1n\sum_t\bigl(\max(0,r_t)+2.25\min(0,r_t)\bigr)-\bar r_f}{\sqrt{\frac1n\sum_t\min(0,\,r_t-r_{f,t})^2}}`,
  convention:
    'Losses weigh 2.25 times as much as gains; target: the risk-free return of each period; per period, not annualised.',
  sign: 'Positive only when gains outweigh losses of more than twice their weight.',
  minimumSample: 2,
  source: 'Watanabe, Journal of Performance Measurement 11(1) (2006), 55-66',
  needs: ['riskFree'],
  compute(sample) {
    const downside = outcomeOf(sample, downsideDeviation);
    const { lossSum } = sample.of(gainsAndLosses);
    const aversion = ((LOSS_WEIGHT - 1) * lossSum) / sample.returns.values.length;
    const prospect = sample.of(excessMoments).mean + aversion;
    return quotient(prospect * Math.sqrt(sample.periodsPerYear), downside, 'no-downside');
  },
});
