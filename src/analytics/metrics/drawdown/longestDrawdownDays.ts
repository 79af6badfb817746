import { drawdownSummary } from '../kernels/drawdownSummary.js';
import { defineMetric } from '../metric.js';

export const longestDrawdownDays = defineMetric({
  id: 'longestDrawdownDays',
  name: 'Longest drawdown',
  unit: 'days',
  formula: 'max over falls of (day of recovery, or last day - last day at the peak)',
  latex: String.raw`\max_k\,(d_{\mathrm{recovery}_k}-d_{\mathrm{peak}_k})`,
  convention:
    'Calendar days under water: from the last date at the running peak to the first at or above it, or to the end of the sample.',
  sign: '0 when there is no fall.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute: (sample) => sample.of(drawdownSummary).longestDays,
});
