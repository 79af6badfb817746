import { lowerTail1 } from '../kernels/lowerTail.js';
import { defineMetric } from '../metric.js';

export const cvar99 = defineMetric({
  id: 'cvar99',
  name: 'Expected shortfall, 99 %, one day',
  unit: 'fraction',
  formula: '-(mean of the daily returns at or below the 1 % quantile)',
  latex: String.raw`-\frac{1}{|T|}\sum_{t\in T} r_t,\quad T=\{t: r_t\le Q_{0.01}(r)\}`,
  convention: 'Historical, over the tail that var99 cuts off; one day, not scaled.',
  sign: 'A positive loss, never less than var99.',
  minimumSample: 100,
  source: 'Acerbi and Tasche, Journal of Banking and Finance 26 (2002), 1487-1503',
  needs: [],
  compute: (sample) => 0 - sample.of(lowerTail1).mean,
});
