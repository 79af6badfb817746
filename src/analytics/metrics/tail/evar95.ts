import { entropicLoss5 } from '../kernels/entropicRisk.js';
import { defineMetric } from '../metric.js';

export const evar95 = defineMetric({
  id: 'evar95',
  name: 'Entropic value at risk, 95 %, one period',
  unit: 'fraction',
  formula: 'min over z > 0 of ln(mean of exp(-z * return) / 0.05) / z',
  latex: String.raw`\inf_{z>0}\frac1z\ln\frac{\frac1n\sum_{t}e^{-z r_t}}{0.05}`,
  convention:
    'On the returns as they are, no distribution assumed; minimised until the dual and the primal value agree; one period, not scaled. With one return in twenty at the worst loss it is that loss.',
  sign: 'A positive loss, never less than the mean of the worst twentieth and never above the worst loss.',
  minimumSample: 20,
  source: 'Ahmadi-Javid, Journal of Optimization Theory and Applications 155 (2012), 1105-1123',
  needs: [],
  compute(sample) {
    const { mean, isConstant } = sample.returns.moments;
    return isConstant ? 0 - mean : (sample.of(entropicLoss5)?.value ?? 'no-convergence');
  },
});
