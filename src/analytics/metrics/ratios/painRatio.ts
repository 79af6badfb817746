import { painIndex } from '../drawdown/painIndex.js';
import { excessGrowthAnnual } from '../kernels/excessGrowth.js';
import { quotient } from '../quotient.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const painRatio = defineMetric({
  id: 'painRatio',
  name: 'Pain ratio',
  unit: 'ratio',
  formula: '(cagr - rf) / painIndex, rf the risk-free returns compounded to a year',
  latex: String.raw`\frac{\mathrm{CAGR}-r_f}{\text{pain index}}`,
  convention: 'Growth by calendar days, annualised, over the mean depth below the running peak.',
  sign: 'Positive when growth beats the risk-free rate.',
  minimumSample: 1,
  source:
    'Becker, What is Pain? (Zephyr Associates, 2006); Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['riskFree'],
  compute: (sample) =>
    quotient(sample.of(excessGrowthAnnual), outcomeOf(sample, painIndex), 'no-drawdown'),
});
