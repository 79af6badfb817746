import { pairGrowth } from '../../kernels/pairGrowth.js';
import { pairOf, riskFreeOf } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const mSquared = defineVariant({
  name: 'MSquared',
  difference:
    'Compounded return, years counted as n / P periods, and only the rate of one period is taken off it.',
  formula: '(Return.annualized - rf) * (benchmark deviation / deviation) + rf, rf of a period',
  latex: String.raw`\left(\prod_t(1+r_t)^{P/n}-1-r_f\right)\frac{s_b}{s_r}+r_f`,
  sign: 'A return: positive is a gain.',
  minimumSample: 2,
  source: sourceOf('MSquared(Ra, Rb, Rf)', 'MSquared.R'),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const riskFree = riskFreeOf(pairOf(sample));
    // A rate per period makes a column of it there, not one number.
    if (typeof riskFree !== 'number') return 'not-in-convention';
    const { asset, benchmark } = pairOf(sample);
    if (asset.moments.isConstant) return 'zero-variance';
    const leverage = benchmark.moments.standardDeviation / asset.moments.standardDeviation;
    return (sample.of(pairGrowth).assetAnnual - riskFree) * leverage + riskFree;
  },
});
