import { excessPair } from '../../kernels/excess.js';
import { outcomeOf } from '../../metric.js';
import { defineVariant } from '../variant.js';
import { beta } from './beta.js';
import { sourceOf } from './source.js';

export const systematicRisk = defineVariant({
  name: 'SystematicRisk',
  difference: 'Of excess returns, and negative where beta is.',
  formula: 'SFM.beta * standard deviation of the benchmark excess returns * sqrt(P)',
  latex: String.raw`\beta\,s_{b-r_f}\sqrt{P}`,
  sign: 'The sign of beta.',
  minimumSample: 2,
  source: sourceOf('SystematicRisk(Ra, Rb, Rf, scale = P)', 'SystematicRisk.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { standardDeviation } = sample.of(excessPair).benchmark.moments;
    return slope * standardDeviation * Math.sqrt(sample.periodsPerYear);
  },
});
