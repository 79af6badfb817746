import { deviationsOf, dot, residualsOn } from '../../kernels/deviations.js';
import { isRounding } from '../../kernels/moments.js';
import { outcomeOf } from '../../metric.js';
import { pairOf } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { beta } from './beta.js';
import { sourceOf } from './source.js';

export const specificRisk = defineVariant({
  name: 'SpecificRisk',
  difference: 'Deviation of the residuals with n as divisor, the beta that of excess returns.',
  formula: 'sqrt(sum of (e - mean e)^2 / n) * sqrt(P), e = return - SFM.beta * benchmark return',
  latex: String.raw`\sqrt{P}\,\sqrt{\frac1n\sum_t(e_t-\bar e)^2},\quad e_t=r_t-\beta b_t`,
  sign: 'Never negative; 0 when the benchmark explains all.',
  minimumSample: 2,
  source: sourceOf('SpecificRisk(Ra, Rb, Rf)', 'SpecificRisk.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { asset, benchmark } = pairOf(sample);
    const residuals = residualsOn(deviationsOf(benchmark), deviationsOf(asset), slope);
    const square = dot(residuals, residuals) / residuals.length;
    const isNone = isRounding(Math.sqrt(square), asset.moments.mean);
    return isNone ? 0 : Math.sqrt(square * sample.periodsPerYear);
  },
});
