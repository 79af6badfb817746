import { downMarket } from '../kernels/markets.js';
import { defineMetric } from '../metric.js';

export const downCapture = defineMetric({
  id: 'downCapture',
  name: 'Down capture',
  unit: 'ratio',
  formula:
    'mean return / mean benchmark return, both over the periods in which the benchmark return is below 0',
  latex: String.raw`\frac{\operatorname{mean}(r_t : b_t<0)}{\operatorname{mean}(b_t : b_t<0)}`,
  convention:
    'A ratio of arithmetic means, not of compounded or annualised returns; on the dates that both have.',
  sign: '1 when it moved as its benchmark where that fell; negative when it gained there.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const { n, assetMean, benchmarkMean } = sample.of(downMarket);
    // + 0, because 0 over a negative mean is −0.
    return n === 0 ? 'no-down-market' : assetMean / benchmarkMean + 0;
  },
});
