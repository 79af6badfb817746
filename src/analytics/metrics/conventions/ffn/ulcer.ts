import type { Outcome } from '../../figure.js';
import { drawdowns } from '../../kernels/drawdown.js';
import { excessMoments } from '../../kernels/excess.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { ffnSource } from './source.js';

/** Root mean square of the drawdowns of every price, the base counted; a fraction. */
const ulcerOfPrices: Kernel<number> = (sample) =>
  Math.sqrt(sample.of(drawdowns).squareSum / sample.prices.length);

export const ulcerIndex = defineVariant({
  name: 'ffn.to_ulcer_index',
  difference: 'In percent, and the base counts as a date without a drawdown.',
  formula: '100 * sqrt(sum of (price / running peak - 1)^2 / (n + 1))',
  latex: String.raw`100\sqrt{\frac{1}{n+1}\sum_{t=0}^{n} d_t^2}`,
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 1,
  source: ffnSource('to_ulcer_index'),
  needs: [],
  compute: (sample) => 100 * sample.of(ulcerOfPrices),
});

export const martin = defineVariant({
  name: 'ffn.to_ulcer_performance_index',
  difference:
    'The mean excess return of one period stands above the line, not growth per year, and the base counts in the ulcer index.',
  formula: 'mean(return - rf) / sqrt(sum of (price / running peak - 1)^2 / (n + 1)), rf per period',
  latex: String.raw`\frac{\overline{r-r_f}}{\sqrt{\frac{1}{n+1}\sum_{t=0}^{n} d_t^2}}`,
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 1,
  source: ffnSource('to_ulcer_performance_index'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const ulcer = sample.of(ulcerOfPrices);
    return ulcer === 0 ? 'no-drawdown' : sample.of(excessMoments).mean / ulcer;
  },
});
