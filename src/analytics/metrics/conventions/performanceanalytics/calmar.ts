import { outcomeOf } from '../../metric.js';
import { quotient } from '../../quotient.js';
import { defineVariant } from '../variant.js';
import { annualisedReturn } from './kernels/annualisedReturn.js';
import { maxDrawdown } from './maxDrawdown.js';
import { sourceOf } from './source.js';

export const calmar = defineVariant({
  name: 'CalmarRatio',
  difference: 'Growth counts years as n / P periods, not in elapsed days.',
  formula: 'Return.annualized / maxDrawdown',
  latex: String.raw`\frac{\prod_t(1+r_t)^{P/n}-1}{|\mathrm{MDD}|}`,
  sign: 'The sign of the growth.',
  minimumSample: 1,
  source: sourceOf('CalmarRatio(R, scale = P)', 'CalmarRatio.R'),
  needs: [],
  compute: (sample) =>
    quotient(sample.of(annualisedReturn), outcomeOf(sample, maxDrawdown), 'no-drawdown'),
});
