import { beta } from './beta.js';
import { meanRiskFreeOfPair } from '../kernels/excess.js';
import { coMoments } from '../kernels/coMoments.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const alpha = defineMetric({
  id: 'alpha',
  name: "Jensen's alpha",
  unit: 'fraction per year',
  formula: '((mean return - rf) - beta * (mean benchmark return - rf)) * P, rf per period',
  latex: String.raw`P\,\bigl((\bar r-r_f)-\beta\,(\bar b-r_f)\bigr)`,
  convention: 'Annualised arithmetically, * P, not compounded; on the dates that both have.',
  sign: 'Positive when it earned more than its beta explains.',
  minimumSample: 3,
  source: 'Jensen, Journal of Finance 23 (1968), 389-416',
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const { asset, benchmark } = sample.of(coMoments);
    const riskFree = sample.of(meanRiskFreeOfPair);
    const expected = slope * (benchmark.mean - riskFree);
    return (asset.mean - riskFree - expected) * sample.periodsPerYear;
  },
});
