import { logGrowthOf } from '../kernels/growth.js';
import { defineMetric } from '../metric.js';

export const geometricMeanReturn = defineMetric({
  id: 'geometricMeanReturn',
  name: 'Geometric mean return per period',
  unit: 'fraction',
  formula: '(end price / base price)^(1 / n) - 1, n returns',
  latex: String.raw`\left(\frac{P_n}{P_0}\right)^{1/n}-1`,
  convention: 'The return that compounds to the total return when earned in each of the n periods.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute({ prices, returns }) {
    const logGrowth = logGrowthOf(prices[0] as number, prices.at(-1) as number);
    return Math.expm1(logGrowth / returns.values.length);
  },
});
