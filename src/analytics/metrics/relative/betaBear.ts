import { slopeInFalls } from '../kernels/marketSlopes.js';
import { defineMetric } from '../metric.js';

export const betaBear = defineMetric({
  id: 'betaBear',
  name: 'Bear beta',
  unit: 'ratio',
  formula:
    'covariance(asset returns, benchmark returns) / variance(benchmark returns), over the periods with a benchmark return below 0',
  latex: String.raw`\frac{\operatorname{cov}(r,b\mid b<0)}{\operatorname{var}(b\mid b<0)}`,
  convention:
    'Simple returns, not in excess of risk-free; over at least 3 common periods in which the benchmark fell.',
  sign: 'Positive when it moves with the benchmark where that fell.',
  minimumSample: 6,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute: (sample) => sample.of(slopeInFalls),
});
