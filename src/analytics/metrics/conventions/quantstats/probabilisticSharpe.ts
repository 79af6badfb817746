import { excessKurtosis } from '../../dispersion/excessKurtosis.js';
import { skewness } from '../../dispersion/skewness.js';
import type { Outcome } from '../../figure.js';
import { riskFreeGrowthAnnual } from '../../kernels/excessGrowth.js';
import { normalProbability } from '../../kernels/normalProbability.js';
import { outcomeOf } from '../../metric.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

export const probabilisticSharpe = defineVariant({
  name: 'quantstats.stats.probabilistic_sharpe_ratio',
  difference:
    'The Sharpe ratio per period of the returns themselves is held against the yearly risk-free rate, and 3 is taken off a kurtosis that is in excess already.',
  formula:
    'N((s - rf) / sqrt((1 + s^2/2 - G1 * s + (G2 - 3)/4 * s^2) / (n - 1))), s = mean / standard deviation per period, rf per year, G1 and G2 corrected for bias',
  latex: String.raw`\Phi\!\left(\frac{s-R_f}{\sqrt{\bigl(1+\frac{s^2}{2}-G_1 s+\frac{G_2-3}{4}s^2\bigr)/(n-1)}}\right)`,
  sign: 'A probability, from 0 to 1.',
  minimumSample: 4,
  source: quantstatsSource('stats.py probabilistic_ratio'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const { n, mean, standardDeviation } = sample.returns.moments;
    const third = outcomeOf(sample, skewness);
    if (typeof third !== 'number') return third;
    const fourth = outcomeOf(sample, excessKurtosis);
    if (typeof fourth !== 'number') return fourth;
    const ratio = mean / standardDeviation;
    const square = ratio * ratio;
    const variance = 1 + square / 2 - third * ratio + ((fourth - 3) / 4) * square;
    if (!(variance > 0)) return 'zero-variance';
    const deviation = Math.sqrt(variance / (n - 1));
    return normalProbability((ratio - sample.of(riskFreeGrowthAnnual)) / deviation);
  },
});
