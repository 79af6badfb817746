import { defineMetric, outcomeOf } from '../metric.js';
import { meanReturn } from './meanReturn.js';

export const meanReturnAnnual = defineMetric({
  id: 'meanReturnAnnual',
  name: 'Mean return, annualised',
  unit: 'fraction per year',
  formula: 'meanReturn * P',
  latex: String.raw`P\,\bar r`,
  convention:
    'Arithmetic: times P, not compounded; P is 252 for daily returns, 52 weekly, 12 monthly.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute(sample) {
    const mean = outcomeOf(sample, meanReturn);
    return typeof mean === 'number' ? mean * sample.periodsPerYear : mean;
  },
});
