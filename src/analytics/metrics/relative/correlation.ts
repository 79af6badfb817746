import { coMoments } from '../kernels/coMoments.js';
import { defineMetric } from '../metric.js';

export const correlation = defineMetric({
  id: 'correlation',
  name: 'Correlation with the benchmark',
  unit: 'ratio',
  formula: 'covariance(asset, benchmark) / sqrt(variance(asset) * variance(benchmark))',
  latex: String.raw`\frac{\operatorname{cov}(r,b)}{\sqrt{\operatorname{var}(r)\operatorname{var}(b)}}`,
  convention: 'Pearson, of simple returns on the dates that both have.',
  sign: 'From -1 to 1; positive when it moves with the benchmark.',
  minimumSample: 3,
  source: 'Pearson, Proceedings of the Royal Society 58 (1895), 240-242',
  needs: ['benchmark'],
  compute(sample) {
    const { asset, benchmark, covariance } = sample.of(coMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    if (asset.isConstant) return 'zero-variance';
    const ratio = covariance / Math.sqrt(asset.variance * benchmark.variance);
    return Math.max(-1, Math.min(1, ratio));
  },
});
