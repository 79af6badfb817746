import { outcomeOf } from '../../metric.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { selectivity } from './selectivity.js';
import { sourceOf } from './source.js';
import { specificRisk } from './specificRisk.js';

export const appraisalRatio = defineVariant({
  name: 'AppraisalRatio',
  difference: 'Of compounded returns, over residuals with n as divisor.',
  formula: 'Selectivity / SpecificRisk',
  latex: String.raw`\frac{R-F-\beta(B-F)}{\sqrt{P}\,\sqrt{\frac1n\sum_t(e_t-\bar e)^2}}`,
  sign: 'The sign of the selectivity.',
  minimumSample: 2,
  source: sourceOf("AppraisalRatio(Ra, Rb, Rf, method = 'appraisal')", 'AppraisalRatio.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const [earned, risk] = [outcomeOf(sample, selectivity), outcomeOf(sample, specificRisk)];
    return quotient(earned, risk, 'zero-specific-risk');
  },
});
