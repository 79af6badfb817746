import { gaussianVar, NORMAL_TAIL_1 } from '../kernels/normalTail.js';
import { defineMetric } from '../metric.js';

export const gaussianVar99 = defineMetric({
  id: 'gaussianVar99',
  name: 'Gaussian value at risk, 99 %, one period',
  unit: 'fraction',
  formula:
    '-(mean return - 2.3263 * standard deviation (divided by n - 1)), the normal quantile at full precision',
  latex: String.raw`-(\bar r+z_{0.01}\,s)`,
  convention: 'As if returns were normal; one period of the basis, not scaled.',
  sign: 'A positive loss; negative when even the quantile is a gain.',
  minimumSample: 20,
  source: 'Jorion, Value at Risk, 3rd ed., ch. 5',
  needs: [],
  compute: ({ returns }) => gaussianVar(returns.moments, NORMAL_TAIL_1),
});
