import { beta } from '../../relative/beta.js';
import type { Outcome } from '../../figure.js';
import { coMoments } from '../../kernels/coMoments.js';
import { riskFreeGrowthAnnual } from '../../kernels/excessGrowth.js';
import { outcomeOf } from '../../metric.js';
import { pairOf } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

export const alpha = defineVariant({
  name: 'quantstats.stats.greeks "alpha"',
  difference: 'The risk-free rate plays no part.',
  formula: '(mean return - beta * mean benchmark return) * P',
  latex: String.raw`P\,(\bar r-\beta\,\bar b)`,
  sign: 'Positive when it earned more than beta times the benchmark.',
  minimumSample: 2,
  source: quantstatsSource('stats.py greeks'),
  needs: ['benchmark'],
  compute(sample): Outcome {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { asset, benchmark } = sample.of(coMoments);
    return (asset.mean - slope * benchmark.mean) * sample.periodsPerYear;
  },
});

export const treynor = defineVariant({
  name: 'quantstats.stats.treynor_ratio',
  difference:
    'The total return of the window stands above the line, not a return per year, and the yearly risk-free rate is taken off it once.',
  formula: '(product of (1 + return) - 1 - rf per year) / beta',
  latex: String.raw`\frac{\prod_t(1+r_t)-1-R_f}{\beta}`,
  sign: 'Positive when the total return beats one year of the risk-free rate at a positive beta.',
  minimumSample: 2,
  source: quantstatsSource('stats.py treynor_ratio'),
  needs: ['benchmark', 'riskFree'],
  compute(sample): Outcome {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    if (slope === 0) return 'zero-beta';
    const growth = pairOf(sample).asset.values.reduce((product, value) => product * (1 + value), 1);
    return (growth - 1 - sample.of(riskFreeGrowthAnnual)) / slope;
  },
});
