import type { Outcome } from '../../figure.js';
import { outcomeOf } from '../../metric.js';
import { defineVariant } from '../variant.js';
import { autocorrelationPenaltyOverSample } from './autocorrelationPenalty.js';
import { excessOverPositiveRate, NEGATIVE_RATE, NEGATIVE_RATE_TOO } from './excess.js';
import { quantstatsSource } from './source.js';

export const sharpe = defineVariant({
  name: 'quantstats.stats.sharpe',
  difference: `${NEGATIVE_RATE}.`,
  formula: 'mean(excess) / standard deviation(excess) * sqrt(P), excess = return - max(0, rf)',
  latex: String.raw`\sqrt{P}\,\frac{\overline{e}}{s_e},\quad e_t=r_t-\max(0,r_f)`,
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 2,
  source: quantstatsSource('stats.py sharpe'),
  needs: ['riskFree'],
  compute(sample) {
    const { mean, standardDeviation, isConstant } = sample.of(excessOverPositiveRate).moments;
    if (isConstant) return 'zero-variance';
    return (mean / standardDeviation) * Math.sqrt(sample.periodsPerYear);
  },
});

export const smartSharpe = defineVariant({
  name: 'quantstats.stats.smart_sharpe',
  difference: `The penalty runs over all n periods, not over the P of a year, and takes Pearson's correlation of the two columns; ${NEGATIVE_RATE_TOO}.`,
  formula:
    'sharpe / sqrt(1 + 2 * sum over k of (n - k)/n * |c|^k), c = correlation of excess returns with those of the period before',
  latex: String.raw`\frac{\mathrm{SR}}{\sqrt{1+2\sum_{k=1}^{n-1}\frac{n-k}{n}|c|^k}}`,
  sign: 'The sign of the Sharpe ratio; never further from 0 than it.',
  minimumSample: 3,
  source: quantstatsSource('stats.py smart_sharpe, autocorr_penalty'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const ratio = outcomeOf(sample, sharpe);
    if (typeof ratio !== 'number') return ratio;
    const penalty = sample.of(autocorrelationPenaltyOverSample);
    return typeof penalty === 'number' ? ratio / penalty : penalty;
  },
});
