import { quotient } from '../../quotient.js';
import { riskFreeOf, type Kernel } from '../../sample.js';
import { countedGrowth } from '../countedGrowth.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

/** Runs of returns below 0 from the second on, each compounded at a hundredth, times a hundred. */
const losingRuns: Kernel<readonly number[]> = ({ returns: { values } }) => {
  const runs: number[] = [];
  let growth = 1;
  for (let i = 1; i <= values.length; i += 1) {
    const value = values[i] ?? 0;
    if (value < 0) growth *= 1 + value / 100;
    else if (growth < 1) {
      runs.push(100 * (growth - 1));
      growth = 1;
    }
  }
  return runs;
};

export const burke = defineVariant({
  name: 'BurkeRatio',
  difference:
    'Takes runs of losing periods for drawdowns, each compounded at a hundredth, counts years as n / P periods, and takes off the rate of one period only.',
  formula:
    '(Return.annualized - rf of a period) / sqrt(sum of d^2), d = 100 * (product of (1 + return / 100) - 1) of each run of returns below 0 from the second return on',
  latex: String.raw`\frac{\prod_t(1+r_t)^{P/n}-1-r_f}{\sqrt{\sum_j d_j^2}},\quad d_j=100\left(\prod_{t\in j}\left(1+\frac{r_t}{100}\right)-1\right)`,
  sign: 'Positive when the growth beats the rate of a period.',
  minimumSample: 2,
  source: sourceOf('BurkeRatio(R, Rf)', 'BurkeRatio.R'),
  needs: ['riskFree'],
  compute(sample) {
    const riskFree = riskFreeOf(sample);
    // A rate per period makes a column of it there, not one number.
    if (typeof riskFree !== 'number') return 'not-in-convention';
    const runs = sample.of(losingRuns);
    const square = runs.reduce((sum, depth) => sum + depth ** 2, 0);
    return quotient(countedGrowth(sample, 0) - riskFree, Math.sqrt(square), 'no-losses');
  },
});
