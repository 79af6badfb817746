import { downsideDeviation } from '../dispersion/downsideDeviation.js';
import { excessMoments } from '../kernels/excess.js';
import { lowerThirdMoment } from '../kernels/partialMoments.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const kappa3 = defineMetric({
  id: 'kappa3',
  name: 'Kappa 3',
  unit: 'ratio',
  formula:
    'mean(excess returns) / (mean of max(0, rf - return)^3)^(1/3), rf the risk-free return of the period',
  latex: String.raw`\frac{\overline{r-r_f}}{\sqrt[3]{\frac1n\sum_t\max(0,\,r_{f,t}-r_t)^3}}`,
  convention:
    'Threshold: the risk-free return of each period; divided by all n; per period, not annualised.',
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: 'Kaplan and Knowles, Journal of Performance Measurement 8(3) (2004), 42-54',
  needs: ['riskFree'],
  compute(sample) {
    const downside = outcomeOf(sample, downsideDeviation);
    if (typeof downside !== 'number') return downside;
    if (downside === 0) return 'no-downside';
    return sample.of(excessMoments).mean / Math.cbrt(sample.of(lowerThirdMoment));
  },
});
