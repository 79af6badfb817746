import { coMoments } from '../kernels/coMoments.js';
import { beta } from './beta.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const systematicRisk = defineMetric({
  id: 'systematicRisk',
  name: 'Systematic risk',
  unit: 'fraction per year',
  formula: '|beta| * standard deviation of benchmark returns * sqrt(P)',
  latex: String.raw`|\beta|\,s_b\sqrt{P}`,
  convention:
    'Sample deviation, divided by n - 1: its square and that of specificRisk sum to that of the volatility on the common dates.',
  sign: 'Never negative; 0 when it does not move with the benchmark.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { standardDeviation } = sample.of(coMoments).benchmark;
    return Math.abs(slope) * standardDeviation * Math.sqrt(sample.periodsPerYear);
  },
});
