import { outcomeOf } from '../../metric.js';
import { sharpe } from '../../ratios/sharpe.js';
import { shapeOf } from '../../kernels/shape.js';
import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const adjustedSharpe = defineVariant({
  name: 'AdjustedSharpeRatio',
  difference:
    'The adjustment takes the annual Sharpe ratio, not that of a period, and the shape of the returns themselves, not of excess returns.',
  formula:
    'sharpe * (1 + skewness / 6 * sharpe - excess kurtosis / 24 * sharpe^2), sharpe annualised, shape with n as divisor',
  latex: String.raw`S\left(1+\frac{\hat\gamma_1}{6}S-\frac{\hat\gamma_2}{24}S^2\right)`,
  sign: 'The sign of the Sharpe ratio, unless the shape outweighs it.',
  minimumSample: 2,
  source: sourceOf('AdjustedSharpeRatio(R, Rf)', 'AdjustedSharpeRatio.R'),
  needs: ['riskFree'],
  compute(sample) {
    const ratio = outcomeOf(sample, sharpe);
    if (typeof ratio !== 'number') return ratio;
    if (sample.returns.moments.isConstant) return 'zero-variance';
    const { skewness, excessKurtosis } = shapeOf(sample.returns.moments);
    return ratio * (1 + (skewness / 6) * ratio - (excessKurtosis / 24) * ratio ** 2);
  },
});
