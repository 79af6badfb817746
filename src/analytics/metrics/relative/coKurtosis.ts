import { coMoments } from '../kernels/coMoments.js';
import { higherCoMoments } from '../kernels/higherCoMoments.js';
import { defineMetric } from '../metric.js';

export const coKurtosis = defineMetric({
  id: 'coKurtosis',
  name: 'Co-kurtosis',
  unit: 'ratio',
  formula:
    'mean of (return - its mean) * (benchmark return - its mean)^3 / (sd of returns * sd of benchmark returns^3)',
  latex: String.raw`\frac{\frac1n\sum_t(r_t-\bar r)(b_t-\bar b)^3}{\sigma_r\,\sigma_b^3}`,
  convention:
    'Standardised; every moment divided by n; nothing is subtracted: two normal columns of correlation 1 have 3. On the dates that both have.',
  sign: "Positive when it moves with the benchmark's extremes.",
  minimumSample: 3,
  source: 'Fang and Lai, Financial Review 32 (1997), 293-307',
  needs: ['benchmark'],
  compute(sample) {
    const { asset, benchmark } = sample.of(coMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    if (asset.isConstant) return 'zero-variance';
    const scale = Math.sqrt(asset.m2 * benchmark.m2) * benchmark.m2;
    return sample.of(higherCoMoments).fourth / scale;
  },
});
