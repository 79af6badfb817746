import { outcomeOf } from '../../metric.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { betaBear } from './betaBear.js';
import { betaBull } from './betaBull.js';
import { sourceOf } from './source.js';

export const timingRatio = defineVariant({
  name: 'TimingRatio',
  difference: 'Of betas by excess returns.',
  formula: 'SFM.beta.bull / SFM.beta.bear',
  latex: String.raw`\frac{\beta_+}{\beta_-}`,
  sign: 'Above 1 when it takes more part in rises than in falls.',
  minimumSample: 2,
  source: sourceOf('TimingRatio(Ra, Rb, Rf)', 'CAPM.beta.R'),
  needs: ['benchmark', 'riskFree'],
  compute: (sample) =>
    quotient(outcomeOf(sample, betaBull), outcomeOf(sample, betaBear), 'zero-beta'),
});
