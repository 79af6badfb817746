import { deviationsOf, dot } from '../../kernels/deviations.js';
import { excessPair } from '../../kernels/excess.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const rSquared = defineVariant({
  name: 'SFM.coefficients (r.squared)',
  difference:
    'Of returns in excess of the risk-free return, so that a rate which changes moves it.',
  formula:
    'covariance(excess, benchmark excess)^2 / (variance(excess) * variance(benchmark excess))',
  latex: String.raw`\frac{\operatorname{cov}(r-r_f,b-r_f)^2}{\operatorname{var}(r-r_f)\operatorname{var}(b-r_f)}`,
  sign: 'From 0 to 1.',
  minimumSample: 2,
  source: sourceOf(
    "summary(SFM.coefficients(Ra, Rb, Rf, method = 'LS', Model = TRUE)$model)$r.squared, the row of table.SFM",
    'SFM.coefficients.R',
  ),
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const { asset, benchmark } = sample.of(excessPair);
    if (benchmark.moments.isConstant) return 'zero-variance-of-benchmark';
    if (asset.moments.isConstant) return 'zero-variance';
    const [own, market] = [deviationsOf(asset), deviationsOf(benchmark)];
    return Math.min(1, dot(own, market) ** 2 / (dot(own, own) * dot(market, market)));
  },
});
