import { higherCoMoments } from '../../kernels/higherCoMoments.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const coSkewness = defineVariant({
  name: 'CoSkewness',
  difference: 'Not divided by deviations: a cubed fraction.',
  formula: 'sum of (return - mean)(benchmark return - mean)^2 / n',
  latex: String.raw`\frac1n\sum_t(r_t-\bar r)(b_t-\bar b)^2`,
  sign: 'Positive when it gains in the extremes of the benchmark.',
  minimumSample: 2,
  source: sourceOf('CoSkewness(Ra, Rb)', 'CoMoments.R'),
  needs: ['benchmark'],
  compute: (sample) => sample.of(higherCoMoments).third,
});

export const coKurtosis = defineVariant({
  name: 'CoKurtosis',
  difference: 'Not divided by deviations: a fraction to the fourth.',
  formula: 'sum of (return - mean)(benchmark return - mean)^3 / n',
  latex: String.raw`\frac1n\sum_t(r_t-\bar r)(b_t-\bar b)^3`,
  sign: 'Positive when its extremes go with those of the benchmark.',
  minimumSample: 2,
  source: sourceOf('CoKurtosis(Ra, Rb)', 'CoMoments.R'),
  needs: ['benchmark'],
  compute: (sample) => sample.of(higherCoMoments).fourth,
});
