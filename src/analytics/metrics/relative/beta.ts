import { coMoments } from '../kernels/coMoments.js';
import { defineMetric } from '../metric.js';

export const beta = defineMetric({
  id: 'beta',
  name: 'Beta',
  unit: 'ratio',
  formula: 'covariance(asset returns, benchmark returns) / variance(benchmark returns)',
  latex: String.raw`\frac{\operatorname{cov}(r,b)}{\operatorname{var}(b)}`,
  convention: 'Simple returns, not in excess of risk-free, on the dates that both have.',
  sign: 'Positive when it moves with the benchmark.',
  minimumSample: 3,
  source: 'Sharpe, Journal of Finance 19 (1964), 425-442',
  needs: ['benchmark'],
  compute(sample) {
    const { asset, benchmark, covariance } = sample.of(coMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    return asset.isConstant ? 0 : covariance / benchmark.variance;
  },
});
