import { finitePair } from '../kernels/finitePair.js';
import { defineMetric } from '../metric.js';

export const battingAverage = defineMetric({
  id: 'battingAverage',
  name: 'Batting average',
  unit: 'fraction',
  formula: 'count of periods with return > benchmark return / n',
  latex: String.raw`\frac1n\,\bigl|\{t: r_t>b_t\}\bigr|`,
  convention: 'A period of equal returns counts in n and is none won.',
  sign: 'From 0 to 1.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const { asset, benchmark } = sample.of(finitePair);
    const { values } = benchmark;
    let won = 0;
    for (let i = 0; i < values.length; i += 1) {
      won += Number((asset.values[i] as number) > (values[i] as number));
    }
    return won / values.length;
  },
});
