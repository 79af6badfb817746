import { coMoments } from '../kernels/coMoments.js';
import { higherCoMoments } from '../kernels/higherCoMoments.js';
import { defineMetric } from '../metric.js';

export const betaCoKurtosis = defineMetric({
  id: 'betaCoKurtosis',
  name: 'Beta co-kurtosis',
  unit: 'ratio',
  formula:
    'mean of (return - its mean) * (benchmark return - its mean)^3 / mean of (benchmark return - its mean)^4',
  latex: String.raw`\frac{\sum_t(r_t-\bar r)(b_t-\bar b)^3}{\sum_t(b_t-\bar b)^4}`,
  convention:
    'Systematic kurtosis: the co-moment over the fourth central moment of the benchmark; simple returns on the dates that both have.',
  sign: "Above 1 when it adds to the benchmark's kurtosis.",
  minimumSample: 3,
  source: 'Fang and Lai, Financial Review 32 (1997), 293-307',
  needs: ['benchmark'],
  compute(sample) {
    const { benchmark } = sample.of(coMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    return sample.of(higherCoMoments).fourth / benchmark.m4;
  },
});
