import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { quantileOf, returnsAscending } from './kernels/quantile.js';
import { sourceOf } from './source.js';

/** Of the worst returns and of the best. */
const TAIL = 0.1;

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const rachev = defineVariant({
  name: 'RachevRatio',
  difference:
    'Tails of 10 % instead of 5 %, of the returns themselves, the upper one from the observation of rank floor(0.9 n) on.',
  formula:
    'mean of the returns from the floor(0.9 n)-th smallest on / -(mean of the returns at or below their 10 % quantile)',
  latex: String.raw`\frac{\operatorname{mean}\{r_t: r_t\ge r_{(\lfloor 0.9n\rfloor)}\}}{-\operatorname{mean}\{r_t: r_t\le Q_{0.1}(r)\}}`,
  sign: 'Above 1 when the best tenth outweighs the worst.',
  minimumSample: 2,
  source: sourceOf('RachevRatio(R, alpha = 0.1, beta = 0.1)', 'RachevRatio.R'),
  needs: [],
  compute(sample) {
    const ascending = sample.of(returnsAscending);
    const low = quantileOf(ascending, TAIL);
    const high = ascending[Math.floor((1 - TAIL) * ascending.length) - 1] as number;
    const worst = meanOf(ascending.filter((value) => value <= low));
    return quotient(meanOf(ascending.filter((value) => value >= high)), 0 - worst, 'no-losses');
  },
});
