import { defineVariant } from '../variant.js';
import { annualisedReturn } from './kernels/annualisedReturn.js';
import { sourceOf } from './source.js';

export const cagr = defineVariant({
  name: 'Return.annualized',
  difference: 'Counts years as n / P periods, not in elapsed days.',
  formula: 'product of (1 + return) ^ (P / n) - 1',
  latex: String.raw`\left(\prod_{t=1}^{n}(1+r_t)\right)^{P/n}-1`,
  sign: 'Positive is growth.',
  minimumSample: 1,
  source: sourceOf('Return.annualized(R, scale = P)', 'Return.annualized.R'),
  needs: [],
  compute: (sample) => sample.of(annualisedReturn),
});
