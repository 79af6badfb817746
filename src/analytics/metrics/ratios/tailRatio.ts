import { lowerTail5 } from '../kernels/lowerTail.js';
import { upperTail5 } from '../kernels/upperTail.js';
import { quotientOfRisk } from '../quotient.js';
import { defineMetric } from '../metric.js';

export const tailRatio = defineMetric({
  id: 'tailRatio',
  name: 'Tail ratio',
  unit: 'ratio',
  formula:
    '95 % quantile of returns / -(5 % quantile of returns), each linear between the neighbours of its rank',
  latex: String.raw`\frac{Q_{0.95}(r)}{-Q_{0.05}(r)}`,
  convention:
    'Quantiles of type 7 of Hyndman and Fan. No absolute value is taken: without a loss at the 5 % quantile it is missing.',
  sign: 'Above 1 when the best twentieth begins further from 0 than the worst; negative when even the 95 % quantile is a loss.',
  minimumSample: 20,
  source: 'empyrical, tail_ratio; Hyndman and Fan, American Statistician 50 (1996)',
  needs: [],
  compute(sample) {
    const loss = 0 - sample.of(lowerTail5).quantile;
    return quotientOfRisk(sample.of(upperTail5).quantile, loss, 'no-losses');
  },
});
