import { movingAverageFit } from '../kernels/movingAverage.js';
import { defineMetric } from '../metric.js';

export const smoothingIndex = defineMetric({
  id: 'smoothingIndex',
  name: 'Smoothing index',
  unit: 'ratio',
  formula:
    'w0^2 + w1^2 + w2^2, w = (1, a, b) / (1 + a + b), a and b the coefficients above 0 of the moving average of order 2 fitted to the returns less their mean',
  latex: String.raw`\sum_{k=0}^{2}\theta_k^2,\quad \theta=\frac{(1,a^+,b^+)}{1+a^++b^+},\quad r_t-\bar r=\varepsilon_t+a\,\varepsilon_{t-1}+b\,\varepsilon_{t-2}`,
  convention:
    'Fitted by exact maximum likelihood, roots on or outside the unit circle; a coefficient below 0 counts as 0, for the weights of smoothing lie within 0 and 1.',
  sign: 'From 1/3 for returns spread evenly over three periods to 1 for none of it.',
  minimumSample: 24,
  source: 'Getmansky, Lo and Makarov, Journal of Financial Economics 74 (2004), 529-609',
  needs: [],
  compute(sample) {
    if (sample.returns.moments.isConstant) return 'zero-variance';
    const fit = sample.of(movingAverageFit);
    if (fit === null) return 'no-convergence';
    const [first, second] = [Math.max(0, fit.first), Math.max(0, fit.second)];
    return (1 + first ** 2 + second ** 2) / (1 + first + second) ** 2;
  },
});
