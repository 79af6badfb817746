import type { Outcome } from '../../figure.js';
import { isRounding } from '../../kernels/moments.js';
import { shortfallBelow } from '../../kernels/shortfall.js';
import type { Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { empyricalSource } from './source.js';

const shortfallBelowZero: Kernel<number> = ({ returns }) => {
  const shortfall = shortfallBelow(returns.values, 0);
  return isRounding(shortfall, 0) ? 0 : shortfall;
};

export const downsideDeviation = defineVariant({
  name: 'empyrical.downside_risk',
  difference: 'The target is a return of 0, not the risk-free return.',
  formula: 'sqrt(sum of min(0, return)^2 / n) * sqrt(P)',
  latex: String.raw`\sqrt{P}\,\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,\,r_t)^2}`,
  sign: 'Never negative; 0 when no return is below 0.',
  minimumSample: 1,
  source: empyricalSource('downside_risk'),
  needs: [],
  compute: (sample) => sample.of(shortfallBelowZero) * Math.sqrt(sample.periodsPerYear),
});

export const sortino = defineVariant({
  name: 'empyrical.sortino_ratio',
  difference: 'The target of numerator and denominator is a return of 0, not the risk-free return.',
  formula: 'mean(returns) * P / (sqrt(sum of min(0, return)^2 / n) * sqrt(P))',
  latex: String.raw`\sqrt{P}\,\frac{\bar r}{\sqrt{\frac{1}{n}\sum_{t=1}^{n}\min(0,\,r_t)^2}}`,
  sign: 'Positive when the mean return is a gain.',
  minimumSample: 2,
  source: empyricalSource('sortino_ratio'),
  needs: [],
  compute(sample): Outcome {
    const shortfall = sample.of(shortfallBelowZero);
    if (shortfall === 0) return 'no-downside';
    return (sample.returns.moments.mean / shortfall) * Math.sqrt(sample.periodsPerYear);
  },
});
