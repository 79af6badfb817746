import { dot, pairDeviations, residualsOn } from '../kernels/deviations.js';
import { isRounding } from '../kernels/moments.js';
import { pairOf } from '../sample.js';
import { beta } from './beta.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const specificRisk = defineMetric({
  id: 'specificRisk',
  name: 'Specific risk',
  unit: 'fraction per year',
  formula: 'sqrt(sum of (return - intercept - beta * benchmark return)^2 / (n - 1)) * sqrt(P)',
  latex: String.raw`\sqrt{P}\,\sqrt{\frac{1}{n-1}\sum_t\bigl((r_t-\bar r)-\beta\,(b_t-\bar b)\bigr)^2}`,
  convention:
    'Divided by n - 1, as the volatility is, so that systematic and specific variance sum to the whole; not by n - 2.',
  sign: 'Never negative; 0 when the benchmark explains every return.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { asset, benchmark } = pairOf(sample);
    const deviations = sample.of(pairDeviations);
    const residuals = residualsOn(deviations.benchmark, deviations.asset, slope);
    const deviation = Math.sqrt(dot(residuals, residuals) / (residuals.length - 1));
    const level = Math.max(Math.abs(asset.moments.mean), Math.abs(slope * benchmark.moments.mean));
    return isRounding(deviation, level) ? 0 : deviation * Math.sqrt(sample.periodsPerYear);
  },
});
