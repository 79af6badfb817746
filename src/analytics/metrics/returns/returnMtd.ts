import { trailingReturn } from '../kernels/trailing.js';
import { defineMetric } from '../metric.js';

export const returnMtd = defineMetric({
  id: 'returnMtd',
  name: 'Return, month to date',
  unit: 'fraction',
  formula: 'last price / last price on or before the last day of the month before - 1',
  latex: String.raw`\frac{P_n}{P_b}-1`,
  convention:
    'Trails from the last date of the sample, whatever the window; not annualised. Missing where the sample begins after the base date.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'CFA Institute, Global Investment Performance Standards (2020)',
  needs: [],
  compute: (sample) => trailingReturn(sample, 'mtd'),
});
