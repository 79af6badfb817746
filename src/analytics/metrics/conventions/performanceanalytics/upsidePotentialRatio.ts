import { gainsAndLosses } from '../../kernels/gainsAndLosses.js';
import { shortfallBelow } from '../../kernels/shortfall.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const upsidePotentialRatio = defineVariant({
  name: 'UpsidePotentialRatio',
  difference:
    'Target 0 instead of the risk-free return, and averages over the returns on their own side only.',
  formula:
    '(sum of returns above 0 / their number) / sqrt(sum of returns below 0, squared / their number)',
  latex: String.raw`\frac{\frac{1}{n_+}\sum_t\max(0,r_t)}{\sqrt{\frac{1}{n_-}\sum_t\min(0,r_t)^2}}`,
  sign: 'Positive; per period.',
  minimumSample: 1,
  source: sourceOf("UpsidePotentialRatio(R, MAR = 0, method = 'subset')", 'UpsidePotentialRatio.R'),
  needs: [],
  compute(sample) {
    const { gainCount, gainSum, lossCount } = sample.of(gainsAndLosses);
    if (gainCount === 0) return 'no-gains';
    if (lossCount === 0) return 'no-losses';
    const { values } = sample.returns;
    const deviation = shortfallBelow(values, 0) * Math.sqrt(values.length / lossCount);
    return quotient(gainSum / gainCount, deviation, 'no-losses');
  },
});
