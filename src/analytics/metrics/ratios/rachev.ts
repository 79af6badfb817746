import { isRounding } from '../kernels/moments.js';
import { excessTails5 } from '../kernels/upperTail.js';
import { defineMetric } from '../metric.js';

export const rachev = defineMetric({
  id: 'rachev',
  name: 'Rachev ratio, 5 %',
  unit: 'ratio',
  formula:
    'mean excess return of the best twentieth / -(mean excess return of the worst twentieth)',
  latex: String.raw`\frac{\operatorname{mean}(x_t:x_t\ge Q_{0.95}(x))}{-\operatorname{mean}(x_t:x_t\le Q_{0.05}(x))},\quad x=r-r_f`,
  convention:
    'Expected shortfalls of 5 % of both tails of returns in excess of risk-free; per period; tails as cvar95 cuts them.',
  sign: 'Above 1 when the best periods gain more than the worst lose; negative when even the best lose.',
  minimumSample: 20,
  source:
    'Biglova, Ortobelli, Rachev and Stoyanov, Journal of Portfolio Management 31(1) (2004), 103-112',
  needs: ['riskFree'],
  compute(sample) {
    const { worstMean, bestMean } = sample.of(excessTails5);
    if (worstMean >= 0 || isRounding(0 - worstMean, bestMean)) return 'no-downside';
    return bestMean / (0 - worstMean);
  },
});
