import { gaussianVar, NORMAL_TAIL_5 } from '../kernels/normalTail.js';
import { defineMetric } from '../metric.js';

export const gaussianVar95 = defineMetric({
  id: 'gaussianVar95',
  name: 'Gaussian value at risk, 95 %, one period',
  unit: 'fraction',
  formula:
    '-(mean return - 1.6449 * standard deviation (divided by n - 1)), the normal quantile at full precision',
  latex: String.raw`-(\bar r+z_{0.05}\,s)`,
  convention: 'As if returns were normal; one period of the basis, not scaled.',
  sign: 'A positive loss; negative when even the quantile is a gain.',
  minimumSample: 20,
  source: 'Jorion, Value at Risk, 3rd ed., ch. 5',
  needs: [],
  compute: ({ returns }) => gaussianVar(returns.moments, NORMAL_TAIL_5),
});
