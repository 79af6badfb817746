import { alpha } from './alpha.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const selectivity = defineMetric({
  id: 'selectivity',
  name: 'Selectivity',
  unit: 'fraction per year',
  formula: '((mean return - rf) - beta * (mean benchmark return - rf)) * P, rf per period',
  latex: String.raw`P\,\bigl((\bar r-r_f)-\beta\,(\bar b-r_f)\bigr)`,
  convention:
    "Fama's name for what Jensen's alpha measures: the same number as alpha, arithmetic, annualised * P.",
  sign: 'Positive when it earned more than its beta explains.',
  minimumSample: 3,
  source: 'Fama, Journal of Finance 27 (1972), 551-567',
  needs: ['benchmark', 'riskFree'],
  compute: (sample) => outcomeOf(sample, alpha),
});
