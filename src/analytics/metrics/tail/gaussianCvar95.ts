import { gaussianShortfall, NORMAL_TAIL_5 } from '../kernels/normalTail.js';
import { defineMetric } from '../metric.js';

export const gaussianCvar95 = defineMetric({
  id: 'gaussianCvar95',
  name: 'Gaussian expected shortfall, 95 %, one period',
  unit: 'fraction',
  formula: 'standard deviation * normal density at -1.6449 / 0.05 - mean return',
  latex: String.raw`\frac{\varphi(z_{0.05})}{0.05}\,s-\bar r`,
  convention:
    'The mean loss of the tail if returns were normal; sample deviation; one period, not scaled.',
  sign: 'A positive loss, never less than gaussianVar95.',
  minimumSample: 20,
  source: 'McNeil, Frey and Embrechts, Quantitative Risk Management, 2nd ed., 2.3.4',
  needs: [],
  compute: ({ returns }) => gaussianShortfall(returns.moments, NORMAL_TAIL_5),
});
