import { excessMoments } from '../kernels/excess.js';
import { excessShape } from '../kernels/excessShape.js';
import { normalProbability } from '../kernels/normalProbability.js';
import { defineMetric } from '../metric.js';

/** What rounding leaves of a variance that is 0: of returns of two values, at one Sharpe ratio. */
const ROUNDING = 64 * Number.EPSILON;

export const probabilisticSharpe = defineMetric({
  id: 'probabilisticSharpe',
  name: 'Probabilistic Sharpe ratio',
  unit: 'probability',
  formula:
    'normal distribution function of S * sqrt(n - 1) / sqrt(1 - skewness * S + (excess kurtosis + 2) / 4 * S^2), S = mean(excess returns) / their standard deviation',
  latex: String.raw`\Phi\left(\frac{S\sqrt{n-1}}{\sqrt{1-g_1S+\frac{g_2+2}{4}S^2}}\right),\quad S=\frac{\overline{r-r_f}}{s_{r-r_f}}`,
  convention:
    'The probability that the true Sharpe ratio is above 0, given skewness and kurtosis (not corrected for bias); independent periods; not annualised.',
  sign: 'From 0 to 1; above 0.5 when the mean return beats the risk-free return.',
  minimumSample: 4,
  source: 'Bailey and Lopez de Prado, Journal of Risk 15(2) (2012), 3-44',
  needs: ['riskFree'],
  compute(sample) {
    const { mean, standardDeviation, isConstant } = sample.of(excessMoments);
    if (isConstant) return 'zero-variance';
    const ratio = mean / standardDeviation;
    const { skewness, excessKurtosis } = sample.of(excessShape);
    const variance = 1 - skewness * ratio + ((excessKurtosis + 2) / 4) * ratio * ratio;
    // Never negative but for rounding: the kurtosis is at least 1 + skewness².
    if (variance <= ROUNDING) return 'zero-variance';
    const n = sample.returns.values.length;
    return normalProbability((ratio * Math.sqrt(n - 1)) / Math.sqrt(variance));
  },
});
