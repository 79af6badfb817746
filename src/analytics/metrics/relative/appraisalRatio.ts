import { quotient } from '../quotient.js';
import { alpha } from './alpha.js';
import { specificRisk } from './specificRisk.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const appraisalRatio = defineMetric({
  id: 'appraisalRatio',
  name: 'Appraisal ratio',
  unit: 'ratio',
  formula: 'alpha / specificRisk',
  latex: String.raw`\frac{\alpha}{s_\varepsilon\sqrt{P}}`,
  convention: "Jensen's alpha and the residual deviation, both annualised.",
  sign: 'The sign of alpha.',
  minimumSample: 3,
  source: 'Treynor and Black, Journal of Business 46 (1973), 66-86',
  needs: ['benchmark', 'riskFree'],
  compute: (sample) =>
    quotient(outcomeOf(sample, alpha), outcomeOf(sample, specificRisk), 'zero-specific-risk'),
});
