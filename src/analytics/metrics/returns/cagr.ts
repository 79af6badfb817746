import { growthPerYear } from '../kernels/growth.js';
import { defineMetric } from '../metric.js';

export const cagr = defineMetric({
  id: 'cagr',
  name: 'Compound annual growth rate',
  unit: 'fraction per year',
  formula: '(end price / base price)^(365.25 / calendar days from base to end) - 1',
  latex: String.raw`\left(\frac{P_n}{P_0}\right)^{365.25 / (d_n - d_0)} - 1`,
  convention:
    'Elapsed calendar days / 365.25, not a count of periods; annualised in windows under a year too.',
  sign: 'Positive is growth.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute({ prices, elapsedDays }) {
    if (elapsedDays === 0) return 'too-few-observations';
    return growthPerYear(prices[0] as number, prices.at(-1) as number, elapsedDays);
  },
});
