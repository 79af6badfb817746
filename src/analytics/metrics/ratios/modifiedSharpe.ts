import { excessMoments } from '../kernels/excess.js';
import { quotientOfRisk } from '../quotient.js';
import { modifiedVar95 } from '../tail/modifiedVar95.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const modifiedSharpe = defineMetric({
  id: 'modifiedSharpe',
  name: 'Modified Sharpe ratio',
  unit: 'ratio',
  formula: 'mean(excess returns) / modifiedVar95',
  latex: String.raw`\frac{\overline{r-r_f}}{\mathrm{mVaR}_{95}}`,
  convention:
    'Excess over the risk-free return of each period; Cornish-Fisher value at risk of one period; per period, not annualised.',
  sign: 'Positive when the mean return beats the risk-free return.',
  minimumSample: 36,
  source: 'Gregoriou and Gueyie, Journal of Wealth Management 6(3) (2003), 77-83',
  needs: ['riskFree'],
  compute(sample) {
    const { mean } = sample.of(excessMoments);
    return quotientOfRisk(mean, outcomeOf(sample, modifiedVar95), 'no-downside');
  },
});
