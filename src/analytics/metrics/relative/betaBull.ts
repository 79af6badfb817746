import { slopeInRises } from '../kernels/marketSlopes.js';
import { defineMetric } from '../metric.js';

export const betaBull = defineMetric({
  id: 'betaBull',
  name: 'Bull beta',
  unit: 'ratio',
  formula:
    'covariance(asset returns, benchmark returns) / variance(benchmark returns), over the periods with a benchmark return above 0',
  latex: String.raw`\frac{\operatorname{cov}(r,b\mid b>0)}{\operatorname{var}(b\mid b>0)}`,
  convention:
    'Simple returns, not in excess of risk-free; over at least 3 common periods in which the benchmark rose.',
  sign: 'Positive when it moves with the benchmark where that rose.',
  minimumSample: 6,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute: (sample) => sample.of(slopeInRises),
});
