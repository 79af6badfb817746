import { upMarket } from '../kernels/markets.js';
import { defineMetric } from '../metric.js';

export const upCapture = defineMetric({
  id: 'upCapture',
  name: 'Up capture',
  unit: 'ratio',
  formula:
    'mean return / mean benchmark return, both over the periods in which the benchmark return is above 0',
  latex: String.raw`\frac{\operatorname{mean}(r_t : b_t>0)}{\operatorname{mean}(b_t : b_t>0)}`,
  convention:
    'A ratio of arithmetic means, not of compounded or annualised returns; on the dates that both have.',
  sign: '1 when it moved as its benchmark where that rose; negative when it lost there.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const { n, assetMean, benchmarkMean } = sample.of(upMarket);
    return n === 0 ? 'no-up-market' : assetMean / benchmarkMean;
  },
});
