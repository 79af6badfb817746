import type { Outcome } from '../../figure.js';
import { logReturns } from '../../kernels/logReturns.js';
import { ReturnColumn } from '../../sample.js';
import { pearson } from '../pearson.js';
import { defineVariant } from '../variant.js';
import { empyricalSource } from './source.js';

export const stability = defineVariant({
  name: 'empyrical.stability_of_timeseries',
  difference: 'The base is no point of the line: it begins with the first return.',
  formula: 'R^2 of the least-squares line through (t, sum of ln(1 + return) up to t), t = 1 ... n',
  latex: String.raw`\operatorname{corr}\Bigl(t,\,\sum_{s\le t}\ln(1+r_s)\Bigr)^2,\quad t=1,\dots,n`,
  sign: 'From 0 to 1, whether it rises or falls.',
  minimumSample: 2,
  source: empyricalSource('stability_of_timeseries'),
  needs: [],
  compute(sample): Outcome {
    let level = 0;
    const levels = sample.of(logReturns).values.map((value) => (level += value));
    const time = Float64Array.from(levels.keys());
    const correlation = pearson(new ReturnColumn(time), new ReturnColumn(levels));
    return typeof correlation === 'number' ? correlation * correlation : correlation;
  },
});
