import { gainsAndLosses } from '../kernels/gainsAndLosses.js';
import { defineMetric } from '../metric.js';

export const kelly = defineMetric({
  id: 'kelly',
  name: 'Kelly fraction',
  unit: 'fraction',
  formula:
    'p - (1 - p) / payoffRatio, p = count of returns above 0 / count of returns other than 0',
  latex: String.raw`p-\frac{1-p}{b},\quad p=\frac{n_+}{n_++n_-},\; b=\text{payoff ratio}`,
  convention:
    'Of a bet that wins the average gain or loses the average loss; a share of capital counted in units of that loss. Full Kelly, not half.',
  sign: 'Positive when gains sum to more than losses; 1 at the most.',
  minimumSample: 1,
  source: 'Kelly, Bell System Technical Journal 35 (1956), 917-926',
  needs: [],
  compute(sample) {
    const { gainCount, lossCount, gainSum, lossSum } = sample.of(gainsAndLosses);
    if (gainCount === 0) return 'no-gains';
    if (lossCount === 0) return 'no-losses';
    // p − (1 − p) / b with b written out: the counts of losses cancel.
    return (gainCount / (gainCount + lossCount)) * ((gainSum + lossSum) / gainSum);
  },
});
