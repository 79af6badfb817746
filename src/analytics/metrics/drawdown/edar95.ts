import { entropicDepth5 } from '../kernels/entropicRisk.js';
import { defineMetric } from '../metric.js';

export const edar95 = defineMetric({
  id: 'edar95',
  name: 'Entropic drawdown at risk, 95 %',
  unit: 'fraction',
  formula: 'min over z > 0 of ln(mean of exp(z * depth under water) / 0.05) / z',
  latex: String.raw`\inf_{z>0}\frac1z\ln\frac{\frac1n\sum_{t}e^{z D_t}}{0.05}`,
  convention:
    'Entropic value at risk of the path of depths, one for each date after the base, compounded prices.',
  sign: 'A positive depth, never less than cdar95 and never more than the deepest.',
  minimumSample: 20,
  source:
    'Cajas, Entropic Portfolio Optimization: a Disciplined Convex Programming Framework, SSRN 3792520 (2021)',
  needs: [],
  compute: (sample) => sample.of(entropicDepth5)?.value ?? 'no-convergence',
});
