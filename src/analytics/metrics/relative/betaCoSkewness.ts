import { coMoments } from '../kernels/coMoments.js';
import { higherCoMoments } from '../kernels/higherCoMoments.js';
import { shapeOf } from '../kernels/shape.js';
import { defineMetric } from '../metric.js';

/** What rounding makes of the skewness of symmetric returns. */
const ROUNDING = 64 * Number.EPSILON;

export const betaCoSkewness = defineMetric({
  id: 'betaCoSkewness',
  name: 'Beta co-skewness',
  unit: 'ratio',
  formula:
    'mean of (return - its mean) * (benchmark return - its mean)^2 / mean of (benchmark return - its mean)^3',
  latex: String.raw`\frac{\sum_t(r_t-\bar r)(b_t-\bar b)^2}{\sum_t(b_t-\bar b)^3}`,
  convention:
    'Systematic skewness: the co-moment over the third central moment of the benchmark; simple returns on the dates that both have.',
  sign: "Above 1 when it adds to the benchmark's skewness.",
  minimumSample: 3,
  source: 'Kraus and Litzenberger, Journal of Finance 31 (1976), 1085-1100',
  needs: ['benchmark'],
  compute(sample) {
    const { benchmark } = sample.of(coMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    if (Math.abs(shapeOf(benchmark).skewness) <= ROUNDING) return 'zero-skewness-of-benchmark';
    return sample.of(higherCoMoments).third / benchmark.m3 + 0;
  },
});
