import { excessGrowthAnnual } from '../kernels/excessGrowth.js';
import { ulcerIndex } from '../drawdown/ulcerIndex.js';
import { quotient } from '../quotient.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const martin = defineMetric({
  id: 'martin',
  name: 'Martin ratio',
  unit: 'ratio',
  formula: '(cagr - rf) / ulcerIndex, rf the risk-free returns compounded to a year',
  latex: String.raw`\frac{\mathrm{CAGR}-r_f}{\text{ulcer index}}`,
  convention: 'Growth by calendar days, annualised; also called ulcer performance index.',
  sign: 'Positive when growth beats the risk-free rate.',
  minimumSample: 1,
  source: "Martin and McCann, The Investor's Guide to Fidelity Funds (1989), ch. 6",
  needs: ['riskFree'],
  compute: (sample) =>
    quotient(sample.of(excessGrowthAnnual), outcomeOf(sample, ulcerIndex), 'no-drawdown'),
});
