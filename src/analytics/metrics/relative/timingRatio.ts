import { betaBear } from './betaBear.js';
import { betaBull } from './betaBull.js';
import { quotient } from '../quotient.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const timingRatio = defineMetric({
  id: 'timingRatio',
  name: 'Timing ratio',
  unit: 'ratio',
  formula: 'betaBull / betaBear',
  latex: String.raw`\frac{\beta_{+}}{\beta_{-}}`,
  convention: 'Both on simple returns, not in excess of risk-free.',
  sign: 'Above 1 when it follows rising markets more than falling ones, if both betas are positive.',
  minimumSample: 6,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute: (sample) =>
    quotient(outcomeOf(sample, betaBull), outcomeOf(sample, betaBear), 'zero-beta'),
});
