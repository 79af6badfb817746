import { coMoments } from '../kernels/coMoments.js';
import { higherCoMoments } from '../kernels/higherCoMoments.js';
import { defineMetric } from '../metric.js';

export const coSkewness = defineMetric({
  id: 'coSkewness',
  name: 'Co-skewness',
  unit: 'ratio',
  formula:
    'mean of (return - its mean) * (benchmark return - its mean)^2 / (sd of returns * variance of benchmark returns)',
  latex: String.raw`\frac{\frac1n\sum_t(r_t-\bar r)(b_t-\bar b)^2}{\sigma_r\,\sigma_b^2}`,
  convention:
    'Standardised; every moment divided by n; simple returns on the dates that both have.',
  sign: "Negative when it loses in the benchmark's extreme periods.",
  minimumSample: 3,
  source: 'Harvey and Siddique, Journal of Finance 55 (2000), 1263-1295',
  needs: ['benchmark'],
  compute(sample) {
    const { asset, benchmark } = sample.of(coMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    if (asset.isConstant) return 'zero-variance';
    return sample.of(higherCoMoments).third / (Math.sqrt(asset.m2) * benchmark.m2);
  },
});
