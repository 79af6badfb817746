import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const gainToPain = defineMetric({
  id: 'gainToPain',
  name: 'Gain to pain ratio',
  unit: 'ratio',
  formula: 'sum of all returns / |sum of returns below 0|',
  latex: String.raw`\frac{\sum_t r_t}{\sum_t\max(0,-r_t)}`,
  convention:
    "Simple returns of the sample's periods; on the monthly basis it is Schwager's own. Losses are netted in the numerator: profitFactor - 1.",
  sign: 'Positive when gains sum to more than losses; -1 when there are only losses.',
  minimumSample: 1,
  source: 'Schwager, Hedge Fund Market Wizards (2012), appendix A',
  needs: [],
  compute(sample) {
    const { lossSum } = sample.of(gainsAndLosses);
    const { n, mean } = sample.returns.moments;
    return lossSum === 0 ? 'no-losses' : (mean * n) / (0 - lossSum);
  },
});
