import type { Outcome } from '../../figure.js';
import { coMoments } from '../../kernels/coMoments.js';
import { meanRiskFreeOfPair } from '../../kernels/excess.js';
import { outcomeOf } from '../../metric.js';
import { beta } from '../../relative/beta.js';
import { defineVariant } from '../variant.js';
import { empyricalSource } from './source.js';

export const alpha = defineVariant({
  name: 'empyrical.alpha',
  difference: 'Compounded over the P periods of a year, not multiplied by P.',
  formula: '(1 + (mean return - rf) - beta * (mean benchmark return - rf))^P - 1, rf per period',
  latex: String.raw`\bigl(1+(\bar r-r_f)-\beta\,(\bar b-r_f)\bigr)^P-1`,
  sign: 'Positive when it earned more than its beta explains.',
  minimumSample: 2,
  source: empyricalSource('alpha'),
  needs: ['benchmark', 'riskFree'],
  compute(sample): Outcome {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { asset, benchmark } = sample.of(coMoments);
    const riskFree = sample.of(meanRiskFreeOfPair);
    const perPeriod = asset.mean - riskFree - slope * (benchmark.mean - riskFree);
    return Math.expm1(sample.periodsPerYear * Math.log1p(perPeriod));
  },
});
