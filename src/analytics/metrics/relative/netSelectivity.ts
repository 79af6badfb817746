import { pairExcessMoments } from '../kernels/pairExcess.js';
import { defineMetric } from '../metric.js';

export const netSelectivity = defineMetric({
  id: 'netSelectivity',
  name: 'Net selectivity',
  unit: 'fraction per year',
  formula:
    '((mean return - rf) - (standard deviation of asset / of benchmark excess returns) * (mean benchmark return - rf)) * P, rf per period',
  latex: String.raw`P\left((\bar r-r_f)-\frac{s_{r-r_f}}{s_{b-r_f}}(\bar b-r_f)\right)`,
  convention:
    "Selectivity less Fama's cost of diversification, (s_r / s_b - beta) * (mean benchmark return - rf); arithmetic, annualised * P.",
  sign: 'Positive when it earned more than its whole risk would have in the benchmark.',
  minimumSample: 3,
  source: 'Fama, Journal of Finance 27 (1972), 551-567',
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const { asset, benchmark } = sample.of(pairExcessMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    const betaOfFama = asset.isConstant ? 0 : asset.standardDeviation / benchmark.standardDeviation;
    return (asset.mean - betaOfFama * benchmark.mean) * sample.periodsPerYear;
  },
});
