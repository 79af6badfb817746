import { excessMoments } from '../kernels/excess.js';
import { excessShape } from '../kernels/excessShape.js';
import { defineMetric } from '../metric.js';

export const adjustedSharpe = defineMetric({
  id: 'adjustedSharpe',
  name: 'Adjusted Sharpe ratio',
  unit: 'ratio',
  formula:
    'S * (1 + skewness / 6 * S - excess kurtosis / 24 * S^2) * sqrt(P), S = mean(excess returns) / their standard deviation',
  latex: String.raw`\sqrt{P}\,S\Bigl(1+\tfrac{g_1}{6}S-\tfrac{g_2}{24}S^2\Bigr),\quad S=\frac{\overline{r-r_f}}{s_{r-r_f}}`,
  convention:
    'Adjusted per period, where Sharpe ratio, skewness and kurtosis are of the same returns, and annualised then; moments not corrected for bias.',
  sign: 'Below the Sharpe ratio where losses have the longer or the fatter tail and the mean return beats the risk-free return.',
  minimumSample: 4,
  source: 'Pezier and White, ICMA Centre Discussion Paper DP2006-10 (2006)',
  needs: ['riskFree'],
  compute(sample) {
    const { mean, standardDeviation, isConstant } = sample.of(excessMoments);
    if (isConstant) return 'zero-variance';
    const ratio = mean / standardDeviation;
    const { skewness, excessKurtosis } = sample.of(excessShape);
    const adjustment = 1 + (skewness / 6) * ratio - (excessKurtosis / 24) * ratio * ratio;
    return ratio * adjustment * Math.sqrt(sample.periodsPerYear);
  },
});
