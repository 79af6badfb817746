import { activeReturns } from '../activeReturns.js';
import { defineVariant } from '../variant.js';
import { empyricalSource } from './source.js';

export const battingAverage = defineVariant({
  name: 'empyrical.batting_average "batting average"',
  difference: '',
  formula: 'number of returns above the benchmark return / number of common dates',
  latex: String.raw`\frac{\#\{t: r_t>b_t\}}{n}`,
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: empyricalSource('batting_average'),
  needs: ['benchmark'],
  compute(sample) {
    const { values } = sample.of(activeReturns);
    return values.filter((value) => value > 0).length / values.length;
  },
});
