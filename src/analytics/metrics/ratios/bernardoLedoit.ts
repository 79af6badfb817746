import { profitFactor } from './profitFactor.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const bernardoLedoit = defineMetric({
  id: 'bernardoLedoit',
  name: 'Bernardo-Ledoit ratio',
  unit: 'ratio',
  formula: 'sum of returns above 0 / |sum of returns below 0|',
  latex: String.raw`\frac{\sum_t\max(0,r_t)}{\sum_t\max(0,-r_t)}`,
  convention:
    'The gain-loss ratio at a threshold of 0: the same number as profitFactor; omega has the risk-free return for its threshold.',
  sign: 'Never negative; above 1 when gains sum to more than losses.',
  minimumSample: 1,
  source: 'Bernardo and Ledoit, Journal of Political Economy 108 (2000), 144-172',
  needs: [],
  compute: (sample) => outcomeOf(sample, profitFactor),
});
