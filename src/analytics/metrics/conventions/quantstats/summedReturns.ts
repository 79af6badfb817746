import { maxDrawdown } from '../../drawdown/maxDrawdown.js';
import type { Outcome } from '../../figure.js';
import { riskFreeGrowthAnnual } from '../../kernels/excessGrowth.js';
import { depthsUnderWater } from '../../kernels/underwater.js';
import { outcomeOf } from '../../metric.js';
import { ReturnColumn, type Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { meanBelowNormalQuantile } from './expectedShortfall.js';
import { quantstatsSource } from './source.js';
import { ulcerIndex } from './ulcer.js';

/** The sum of simple returns, not compounded, less one year of the risk-free rate. */
const sumInExcess: Kernel<number> = (sample) => {
  const { mean, n } = sample.returns.moments;
  return mean * n - sample.of(riskFreeGrowthAnnual);
};

/** Price / running peak − 1 of every date after the base: never positive. */
const drawdownPath: Kernel<ReturnColumn> = (sample) =>
  new ReturnColumn(sample.of(depthsUnderWater).map((depth) => 0 - depth));

export const recoveryFactor = defineVariant({
  name: 'quantstats.stats.recovery_factor',
  difference:
    'Returns are summed, not compounded; the yearly risk-free rate is taken off once, and the sign of the sum is lost.',
  formula: '|sum of returns - rf per year| / |maxDrawdown|',
  latex: String.raw`\frac{\left|\sum_t r_t-R_f\right|}{|\mathrm{MDD}|}`,
  sign: 'Never negative, whatever was earned.',
  minimumSample: 1,
  source: quantstatsSource('stats.py recovery_factor'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const depth = outcomeOf(sample, maxDrawdown);
    if (typeof depth !== 'number') return depth;
    return depth === 0 ? 'no-drawdown' : Math.abs(sample.of(sumInExcess)) / -depth;
  },
});

export const serenity = defineVariant({
  name: 'quantstats.stats.serenity_index',
  difference:
    'Returns are summed, not compounded; the yearly risk-free rate is taken off once, the tail of the drawdowns is cut off at a normal quantile, and the deviation of returns is per period.',
  formula:
    '(sum of returns - rf per year) / (sqrt(sum of drawdown^2 / (n - 1)) * pitfall), pitfall = -(mean of the drawdowns below mean - 1.645 standard deviations of them) / standard deviation of returns',
  latex: String.raw`\frac{\sum_t r_t-R_f}{U\cdot K},\quad U=\sqrt{\tfrac{1}{n-1}\sum_t d_t^2},\quad K=\frac{-\overline{d_t\mid d_t<\bar d+\Phi^{-1}(0.05)\,s_d}}{s_r}`,
  sign: 'Positive when the summed returns beat one year of the risk-free rate.',
  minimumSample: 2,
  source: quantstatsSource('stats.py serenity_index'),
  needs: ['riskFree'],
  compute(sample): Outcome {
    const { standardDeviation, isConstant } = sample.returns.moments;
    if (isConstant) return 'zero-variance';
    const ulcer = outcomeOf(sample, ulcerIndex);
    if (typeof ulcer !== 'number') return ulcer;
    if (ulcer === 0) return 'no-drawdown';
    const tail = meanBelowNormalQuantile(sample.of(drawdownPath), 95);
    if (typeof tail !== 'number') return tail;
    return sample.of(sumInExcess) / ((ulcer * -tail) / standardDeviation);
  },
});
