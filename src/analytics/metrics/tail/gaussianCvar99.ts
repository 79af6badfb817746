import { gaussianShortfall, NORMAL_TAIL_1 } from '../kernels/normalTail.js';
import { defineMetric } from '../metric.js';

export const gaussianCvar99 = defineMetric({
  id: 'gaussianCvar99',
  name: 'Gaussian expected shortfall, 99 %, one period',
  unit: 'fraction',
  formula: 'standard deviation * normal density at -2.3263 / 0.01 - mean return',
  latex: String.raw`\frac{\varphi(z_{0.01})}{0.01}\,s-\bar r`,
  convention:
    'The mean loss of the tail if returns were normal; sample deviation; one period, not scaled.',
  sign: 'A positive loss, never less than gaussianVar99.',
  minimumSample: 20,
  source: 'McNeil, Frey and Embrechts, Quantitative Risk Management, 2nd ed., 2.3.4',
  needs: [],
  compute: ({ returns }) => gaussianShortfall(returns.moments, NORMAL_TAIL_1),
});
