import { excessMoments } from '../kernels/excess.js';
import { defineMetric } from '../metric.js';

export const sharpe = defineMetric({
  id: 'sharpe',
  name: 'Sharpe ratio',
  unit: 'ratio',
  formula: 'mean(excess returns) / standard deviation(excess returns) * sqrt(P)',
  latex: String.raw`\sqrt{P}\,\frac{\overline{r-r_f}}{s_{r-r_f}}`,
  convention: 'Arithmetic mean of excess returns over their sample standard deviation, * sqrt(P).',
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: 'Sharpe, Journal of Portfolio Management 21 (1994), 49-58',
  needs: ['riskFree'],
  compute(sample) {
    const { mean, standardDeviation, isConstant } = sample.of(excessMoments);
    if (isConstant) return 'zero-variance';
    return (mean / standardDeviation) * Math.sqrt(sample.periodsPerYear);
  },
});
