import type { Outcome } from '../figure.js';
import { maxDrawdown } from '../drawdown/maxDrawdown.js';
import { logGrowthOf } from '../kernels/growth.js';
import { outcomeOf } from '../metric.js';
import type { Sample } from '../sample.js';
import type { Formula } from './formula.js';

/**
 * Growth per year from the price at `baseIndex` to the last, a year being P periods:
 * (end / base)^(P / periods) − 1.
 */
export function countedGrowth({ prices, periodsPerYear }: Sample, baseIndex: number): number {
  const periods = prices.length - 1 - baseIndex;
  const logGrowth = logGrowthOf(prices[baseIndex] as number, prices.at(-1) as number);
  return Math.expm1((logGrowth * periodsPerYear) / periods);
}

export const cagrOfCountedYears: Formula = {
  difference: 'A year is P periods, not 365.25 calendar days.',
  formula: '(end price / base price)^(P / n) - 1',
  latex: String.raw`\left(\frac{P_n}{P_0}\right)^{P/n} - 1`,
  sign: 'Positive is growth.',
  minimumSample: 1,
  needs: [],
  compute: (sample) => countedGrowth(sample, 0),
};

export const calmarOfCountedYears: Formula = {
  difference: 'Its growth takes a year as P periods, not as 365.25 calendar days.',
  formula: '((end price / base price)^(P / n) - 1) / |maxDrawdown|',
  latex: String.raw`\frac{(P_n/P_0)^{P/n} - 1}{|\mathrm{MDD}|}`,
  sign: 'The sign of the growth rate.',
  minimumSample: 1,
  needs: [],
  compute(sample): Outcome {
    const depth = outcomeOf(sample, maxDrawdown);
    if (typeof depth !== 'number') return depth;
    return depth === 0 ? 'no-drawdown' : countedGrowth(sample, 0) / -depth;
  },
};
