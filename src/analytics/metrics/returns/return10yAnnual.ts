import { trailingReturnAnnual } from '../kernels/trailing.js';
import { defineMetric } from '../metric.js';

export const return10yAnnual = defineMetric({
  id: 'return10yAnnual',
  name: 'Return, last 10 years, annualised',
  unit: 'fraction per year',
  formula:
    '(last price / last price on or before the same day 10 years earlier)^(365.25 / calendar days) - 1',
  latex: String.raw`\left(\frac{P_n}{P_b}\right)^{365.25/(d_n-d_b)}-1`,
  convention:
    'Trails from the last date of the sample, compounded by elapsed calendar days. Missing where the sample begins after the base date.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'CFA Institute, Global Investment Performance Standards (2020)',
  needs: [],
  compute: (sample) => trailingReturnAnnual(sample, '10y'),
});
