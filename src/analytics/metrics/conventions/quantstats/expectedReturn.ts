import { logGrowthOf } from '../../kernels/growth.js';
import type { Sample } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { PARTS_COUNT, returnsByMonth, returnsByYear } from './calendarReturns.js';
import { quantstatsSource } from './source.js';

interface Expected {
  readonly argument: string;
  readonly period: string;
  readonly difference: string;
  readonly countOf: (sample: Sample) => number;
}

function expectedReturn({ argument, period, difference, countOf }: Expected): Variant {
  return defineVariant({
    name: `quantstats.stats.expected_return${argument}`,
    difference,
    formula: `(end price / base price)^(1 / ${period} that a return is earned in) - 1`,
    latex: String.raw`\left(\frac{P_n}{P_0}\right)^{1/m} - 1`,
    sign: 'Positive is growth.',
    minimumSample: 1,
    source: quantstatsSource('stats.py expected_return'),
    needs: [],
    compute(sample) {
      const { prices } = sample;
      const logGrowth = logGrowthOf(prices[0] as number, prices.at(-1) as number);
      return Math.expm1(logGrowth / countOf(sample));
    },
  });
}

export const expectedReturnDaily = expectedReturn({
  argument: '',
  period: 'periods',
  difference: 'On the weekly and the monthly basis it is that of a week and of a month.',
  countOf: ({ returns }) => returns.values.length,
});
export const expectedReturnMonthly = expectedReturn({
  argument: "(aggregate='ME')",
  period: 'months',
  difference: `${PARTS_COUNT}.`,
  countOf: (sample) => sample.of(returnsByMonth).length,
});
export const expectedReturnYearly = expectedReturn({
  argument: "(aggregate='YE')",
  period: 'years',
  difference: `${PARTS_COUNT}.`,
  countOf: (sample) => sample.of(returnsByYear).length,
});
