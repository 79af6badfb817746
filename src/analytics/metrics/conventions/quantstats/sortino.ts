import type { Outcome } from '../../figure.js';
import { shortfallBelow } from '../../kernels/shortfall.js';
import { isRounding } from '../../kernels/moments.js';
import { outcomeOf } from '../../metric.js';
import { defineVariant } from '../variant.js';
import { autocorrelationPenaltyOverSample } from './autocorrelationPenalty.js';
import { excessOverPositiveRate, NEGATIVE_RATE, NEGATIVE_RATE_TOO } from './excess.js';
import { quantstatsSource } from './source.js';

export const sortino = defineVariant({
  name: 'quantstats.stats.sortino',
  difference: `${NEGATIVE_RATE}.`,
  formula:
    'mean(excess) / sqrt(sum of min(0, excess)^2 / n) * sqrt(P), excess = return - max(0, rf)',
  latex: String.raw`\sqrt{P}\,\frac{\overline{e}}{\sqrt{\frac1n\sum_t\min(0,e_t)^2}},\quad e_t=r_t-\max(0,r_f)`,
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: quantstatsSource('stats.py sortino'),
  needs: ['riskFree'],
  compute(sample) {
    const { values, moments } = sample.of(excessOverPositiveRate);
    const shortfall = shortfallBelow(values, 0);
    if (isRounding(shortfall, 0)) return 'no-downside';
    return (moments.mean / shortfall) * Math.sqrt(sample.periodsPerYear);
  },
});

export const smartSortino = defineVariant({
  name: 'quantstats.stats.smart_sortino',
  difference: `The penalty runs over all n periods, not over the P of a year, and takes Pearson's correlation of the two columns; ${NEGATIVE_RATE_TOO}.`,
  formula:
    'sortino / sqrt(1 + 2 * sum over k of (n - k)/n * |c|^k), c = correlation of excess returns with those of the period before',
  latex: String.raw`\frac{\mathrm{Sortino}}{\sqrt{1+2\sum_{k=1}^{n-1}\frac{n-k}{n}|c|^k}}`,
  sign: 'The sign of the Sortino ratio; never further from 0 than it.',
  minimumSample: 3,
  source: quantstatsSource('stats.py smart_sortino, autocorr_penalty'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const ratio = outcomeOf(sample, sortino);
    if (typeof ratio !== 'number') return ratio;
    const penalty = sample.of(autocorrelationPenaltyOverSample);
    return typeof penalty === 'number' ? ratio / penalty : penalty;
  },
});
