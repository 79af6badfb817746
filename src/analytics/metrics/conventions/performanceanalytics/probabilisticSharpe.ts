import { excessMoments } from '../../kernels/excess.js';
import { normalProbability } from '../../kernels/normalProbability.js';
import { shapeOf } from '../../kernels/shape.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const probabilisticSharpe = defineVariant({
  name: 'ProbSharpeRatio',
  difference:
    'Takes the kurtosis for a normal one and the skewness of the returns themselves, and has no answer for a negative Sharpe ratio.',
  formula:
    'normal probability of sharpe * sqrt(n - 1) / sqrt(1 - skewness * sharpe + sharpe^2 / 2), sharpe per period',
  latex: String.raw`\Phi\left(\frac{S\sqrt{n-1}}{\sqrt{1-\hat\gamma_1S+S^2/2}}\right)`,
  sign: 'The probability of a Sharpe ratio above 0: from 0.5 to 1.',
  minimumSample: 2,
  source: sourceOf('ProbSharpeRatio(R, Rf, refSR = 0)', 'ProbSharpeRatio.R'),
  needs: ['riskFree'],
  compute(sample) {
    const { mean, standardDeviation, isConstant } = sample.of(excessMoments);
    const { n, isConstant: isShapeless } = sample.returns.moments;
    if (isConstant || isShapeless) return 'zero-variance';
    const ratio = mean / standardDeviation;
    if (ratio < 0) return 'not-in-convention';
    const variance = 1 - shapeOf(sample.returns.moments).skewness * ratio + ratio ** 2 / 2;
    if (variance <= 0) return 'out-of-range';
    return normalProbability((ratio * Math.sqrt(n - 1)) / Math.sqrt(variance));
  },
});
