import { outcomeOf } from '../../metric.js';
import { quotient } from '../../quotient.js';
import { activePremium } from '../../relative/activePremium.js';
import { trackingError } from '../../relative/trackingError.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const informationRatio = defineVariant({
  name: 'InformationRatio',
  difference:
    'Difference of compound returns over the tracking error, instead of the mean difference.',
  formula: 'ActivePremium / (standard deviation of return - benchmark return * sqrt(P))',
  latex: String.raw`\frac{\prod_t(1+r_t)^{P/n}-\prod_t(1+b_t)^{P/n}}{\sqrt{P}\,s_{r-b}}`,
  sign: 'Positive when it grew faster than the benchmark.',
  minimumSample: 2,
  source: sourceOf('InformationRatio(Ra, Rb, scale = P)', 'InformationRatio.R'),
  needs: ['benchmark'],
  compute(sample) {
    const error = outcomeOf(sample, trackingError);
    return quotient(outcomeOf(sample, activePremium), error, 'zero-tracking-error');
  },
});
