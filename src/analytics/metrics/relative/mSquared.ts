import { meanRiskFreeOfPair } from '../kernels/excess.js';
import { pairExcessMoments } from '../kernels/pairExcess.js';
import { defineMetric } from '../metric.js';

export const mSquared = defineMetric({
  id: 'mSquared',
  name: 'M squared',
  unit: 'fraction per year',
  formula:
    '(mean excess return * (standard deviation of benchmark / of asset excess returns) + mean rf) * P',
  latex: String.raw`P\left(\overline{r-r_f}\;\frac{s_{b-r_f}}{s_{r-r_f}}+\bar r_f\right)`,
  convention:
    'What it would have earned at the risk of its benchmark, borrowing or lending at the risk-free rate; arithmetic, annualised * P; on the dates that both have.',
  sign: 'Above the mean return of the benchmark when its Sharpe ratio is.',
  minimumSample: 3,
  source: 'Modigliani and Modigliani, Journal of Portfolio Management 23(2) (1997), 45-54',
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const { asset, benchmark } = sample.of(pairExcessMoments);
    if (benchmark.isConstant) return 'zero-variance-of-benchmark';
    if (asset.isConstant) return 'zero-variance';
    const atItsRisk = (asset.mean * benchmark.standardDeviation) / asset.standardDeviation;
    return (atItsRisk + sample.of(meanRiskFreeOfPair)) * sample.periodsPerYear;
  },
});
