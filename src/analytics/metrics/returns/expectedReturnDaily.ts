import { PERIODS_PER_YEAR } from '../annualisation.js';
import { defineMetric, outcomeOf } from '../metric.js';
import { geometricMeanReturn } from './geometricMeanReturn.js';

export const expectedReturnDaily = defineMetric({
  id: 'expectedReturnDaily',
  name: 'Expected return per day',
  unit: 'fraction',
  formula: 'geometricMeanReturn of daily returns',
  latex: String.raw`\left(\prod_{d=1}^{n}(1+r_d)\right)^{1/n}-1`,
  convention:
    'Geometric mean of the returns of all trading days; missing on weekly and monthly bases.',
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 2',
  needs: [],
  compute(sample) {
    if (sample.periodsPerYear !== PERIODS_PER_YEAR.daily) return 'basis-too-coarse';
    return outcomeOf(sample, geometricMeanReturn);
  },
});
