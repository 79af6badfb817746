import { growthOf } from '../kernels/growth.js';
import { defineMetric } from '../metric.js';

export const totalReturn = defineMetric({
  id: 'totalReturn',
  name: 'Total return',
  unit: 'fraction',
  formula: 'end price / base price - 1, on prices adjusted for splits and distributions',
  latex: String.raw`\frac{P_n}{P_0} - 1`,
  convention: 'Over the whole window, not annualised; distributions reinvested on the ex-date.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute: ({ prices }) => growthOf(prices[0] as number, prices.at(-1) as number),
});
