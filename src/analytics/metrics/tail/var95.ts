import { lowerTail5 } from '../kernels/lowerTail.js';
import { defineMetric } from '../metric.js';

export const var95 = defineMetric({
  id: 'var95',
  name: 'Value at risk, 95 %, one day',
  unit: 'fraction',
  formula: '-(5 % quantile of daily returns), linear between the neighbours of rank (n - 1) * 0.05',
  latex: String.raw`-Q_{0.05}(r)`,
  convention: 'Historical; quantile type 7 of Hyndman and Fan; one day, not scaled.',
  sign: 'A positive loss; negative when even the quantile is a gain.',
  minimumSample: 20,
  source: 'Jorion, Value at Risk, 3rd ed., ch. 5; Hyndman and Fan, American Statistician 50 (1996)',
  needs: [],
  // 0 − x, because −x of a zero quantile would be −0.
  compute: (sample) => 0 - sample.of(lowerTail5).quantile,
});
