import { gainsAndLosses } from '../../kernels/gainsAndLosses.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

export const exposure = defineVariant({
  name: 'quantstats.stats.exposure',
  difference: 'Rounded up to whole percents.',
  formula: 'ceil(100 * number of returns that are not 0 / n) / 100',
  latex: String.raw`\frac{1}{100}\left\lceil 100\,\frac{\#\{t: r_t\ne 0\}}{n}\right\rceil`,
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: quantstatsSource('stats.py exposure'),
  needs: [],
  compute(sample) {
    const { gainCount, lossCount } = sample.of(gainsAndLosses);
    return Math.ceil(((gainCount + lossCount) / sample.returns.values.length) * 100) / 100;
  },
});
