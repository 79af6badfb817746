import { pairGrowth } from '../../kernels/pairGrowth.js';
import { outcomeOf } from '../../metric.js';
import { pairOf, ReturnColumn, riskFreeOf, type Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { beta } from './beta.js';
import { annualisedReturnOf } from './kernels/annualisedReturn.js';
import { sourceOf } from './source.js';

/** What the risk-free returns of the common periods compound to in P periods. */
const riskFreeAnnual: Kernel<number> = (sample) => {
  const rate = riskFreeOf(pairOf(sample));
  if (typeof rate === 'number') return Math.expm1(sample.periodsPerYear * Math.log1p(rate));
  return annualisedReturnOf(new ReturnColumn(rate), sample.periodsPerYear);
};

export const selectivity = defineVariant({
  name: 'Selectivity',
  difference: 'Of compounded returns, years counted as n / P periods.',
  formula:
    'R - F - SFM.beta * (B - F), R, B and F what the returns, the benchmark returns and the rates compound to in P periods',
  latex: String.raw`R-F-\beta(B-F)`,
  sign: 'Positive when it earned more than its beta explains.',
  minimumSample: 2,
  source: sourceOf('Selectivity(Ra, Rb, Rf) = SFM.jensenAlpha(Ra, Rb, Rf)', 'CAPM.jensenAlpha.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const slope = outcomeOf(sample, beta);
    if (typeof slope !== 'number') return slope;
    const riskFree = sample.of(riskFreeAnnual);
    const { assetAnnual, benchmarkAnnual } = sample.of(pairGrowth);
    return assetAnnual - riskFree - slope * (benchmarkAnnual - riskFree);
  },
});
