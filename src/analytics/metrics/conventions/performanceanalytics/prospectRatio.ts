import { gainsAndLosses } from '../../kernels/gainsAndLosses.js';
import { shortfallBelow } from '../../kernels/shortfall.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

/** How much more a loss weighs than a gain: Kahneman and Tversky. */
const LOSS_AVERSION = 2.25;

export const prospectRatio = defineVariant({
  name: 'ProspectRatio',
  difference:
    'Target 0 (the library has no default) instead of the risk-free return, and per period.',
  formula:
    '(sum of returns above 0 + 2.25 * sum of returns below 0) / (n * sqrt(sum of min(0, return)^2 / n))',
  latex: String.raw`\frac{\frac1n\sum_t\bigl(\max(0,r_t)+2.25\min(0,r_t)\bigr)}{\sqrt{\frac1n\sum_t\min(0,r_t)^2}}`,
  sign: 'Positive when gains outweigh losses that count 2.25 times.',
  minimumSample: 1,
  source: sourceOf('ProspectRatio(R, MAR = 0)', 'ProspectRatio.R'),
  needs: [],
  compute(sample) {
    const { gainSum, lossSum } = sample.of(gainsAndLosses);
    const { values } = sample.returns;
    const deviation = shortfallBelow(values, 0);
    return quotient(gainSum + LOSS_AVERSION * lossSum, deviation * values.length, 'no-downside');
  },
});
