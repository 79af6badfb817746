import { deepestTwentieth } from '../kernels/underwater.js';
import { defineMetric } from '../metric.js';

export const drawdownAtRisk95 = defineMetric({
  id: 'drawdownAtRisk95',
  name: 'Drawdown at risk, 95 %',
  unit: 'fraction',
  formula:
    'the ceil(n / 20)-th largest of the n depths under water, 1 - price_t / max(price_0 ... price_t)',
  latex: String.raw`\inf\{x:\tfrac1n\#\{t:D_t>x\}\le 0.05\}`,
  convention:
    'Of the path, a depth for each date after the base, compounded prices; an observation, not interpolated.',
  sign: 'A positive depth, like a value at risk and unlike maxDrawdown.',
  minimumSample: 20,
  source:
    'Chekhlov, Uryasev and Zabarankin, International Journal of Theoretical and Applied Finance 8 (2005), 13-58',
  needs: [],
  compute: (sample) => sample.of(deepestTwentieth).quantile,
});
