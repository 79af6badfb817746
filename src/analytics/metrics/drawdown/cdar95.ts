import { deepestTwentieth } from '../kernels/underwater.js';
import { defineMetric } from '../metric.js';

export const cdar95 = defineMetric({
  id: 'cdar95',
  name: 'Conditional drawdown at risk, 95 %',
  unit: 'fraction',
  formula:
    'mean of the n / 20 largest of the n depths under water, the last of them counted in part',
  latex: String.raw`\min_y\Bigl(y+\frac{1}{0.05\,n}\sum_{t=1}^{n}\max(0,\,D_t-y)\Bigr)`,
  convention: 'Of the path, a depth for each date after the base, compounded prices.',
  sign: 'A positive depth, never less than drawdownAtRisk95.',
  minimumSample: 20,
  source:
    'Chekhlov, Uryasev and Zabarankin, International Journal of Theoretical and Applied Finance 8 (2005), 13-58',
  needs: [],
  compute: (sample) => sample.of(deepestTwentieth).mean,
});
