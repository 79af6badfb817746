import { defineVariant } from '../variant.js';
import { sourceOf } from './source.js';

export const hurstExponent = defineVariant({
  name: 'HurstIndex',
  difference: 'One rescaled range over the whole sample; no slope over sub-samples.',
  formula:
    'ln((max Z - min Z) / standard deviation) / ln n, Z the running sum of return - mean, from the first on',
  latex: String.raw`\frac{\ln\bigl((\max_t Z_t-\min_t Z_t)/s\bigr)}{\ln n},\quad Z_t=\sum_{u\le t}(r_u-\bar r)`,
  sign: '0.5 for returns without memory; above for trends.',
  minimumSample: 3,
  source: sourceOf('HurstIndex(R)', 'HurstIndex.R'),
  needs: [],
  compute({ returns }) {
    const { isConstant, mean, standardDeviation, n } = returns.moments;
    if (isConstant) return 'zero-variance';
    let sum = 0;
    let highest = -Infinity;
    let lowest = Infinity;
    for (const value of returns.values) {
      sum += value - mean;
      highest = Math.max(highest, sum);
      lowest = Math.min(lowest, sum);
    }
    return Math.log((highest - lowest) / standardDeviation) / Math.log(n);
  },
});
