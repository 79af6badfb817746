import { lowerTail1 } from '../kernels/lowerTail.js';
import { defineMetric } from '../metric.js';

export const var99 = defineMetric({
  id: 'var99',
  name: 'Value at risk, 99 %, one day',
  unit: 'fraction',
  formula: '-(1 % quantile of daily returns), linear between the neighbours of rank (n - 1) * 0.01',
  latex: String.raw`-Q_{0.01}(r)`,
  convention: 'Historical; quantile type 7 of Hyndman and Fan; one day, not scaled.',
  sign: 'A positive loss; negative when even the quantile is a gain.',
  minimumSample: 100,
  source: 'Jorion, Value at Risk, 3rd ed., ch. 5; Hyndman and Fan, American Statistician 50 (1996)',
  needs: [],
  compute: (sample) => 0 - sample.of(lowerTail1).quantile,
});
