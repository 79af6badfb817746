import { DAYS_PER_YEAR } from '../annualisation.js';
import { defineMetric, outcomeOf } from '../metric.js';
import { totalReturn } from './totalReturn.js';

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
  compute(sample) {
    const growth = outcomeOf(sample, totalReturn);
    if (typeof growth !== 'number') return growth;
    if (sample.elapsedDays === 0) return 'too-few-observations';
    // Logarithms of 1 + x keep the digits of a small growth; near −1 they would lose them.
    const relative = (sample.prices.at(-1) as number) / (sample.prices[0] as number);
    const logGrowth = Math.abs(growth) < 0.5 ? Math.log1p(growth) : Math.log(relative);
    return Math.expm1((logGrowth * DAYS_PER_YEAR) / sample.elapsedDays);
  },
});
