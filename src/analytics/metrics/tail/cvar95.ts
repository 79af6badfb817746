import { lowerTail5 } from '../kernels/lowerTail.js';
import { defineMetric } from '../metric.js';

export const cvar95 = defineMetric({
  id: 'cvar95',
  name: 'Expected shortfall, 95 %, one day',
  unit: 'fraction',
  formula: '-(mean of the daily returns at or below the 5 % quantile)',
  latex: String.raw`-\frac{1}{|T|}\sum_{t\in T} r_t,\quad T=\{t: r_t\le Q_{0.05}(r)\}`,
  convention: 'Historical, over the tail that var95 cuts off; one day, not scaled.',
  sign: 'A positive loss, never less than var95.',
  minimumSample: 20,
  source: 'Acerbi and Tasche, Journal of Banking and Finance 26 (2002), 1487-1503',
  needs: [],
  compute: (sample) => 0 - sample.of(lowerTail5).mean,
});
