import { drawdownSummary } from '../kernels/drawdownSummary.js';
import { defineMetric } from '../metric.js';

export const maxDrawdown = defineMetric({
  id: 'maxDrawdown',
  name: 'Maximum drawdown',
  unit: 'fraction',
  formula: 'min over t of price_t / max(price_0 ... price_t) - 1',
  latex: String.raw`\min_{t}\left(\frac{P_t}{\max_{s\le t}P_s}-1\right)`,
  convention: 'On daily adjusted closes; the base price of the window is the first peak.',
  sign: 'A negative fraction, -0.25 for a fall of a quarter; 0 when there is no fall.',
  minimumSample: 1,
  source: 'Magdon-Ismail and Atiya, Risk 17 (2004), 99-102',
  needs: [],
  compute: (sample) => sample.of(drawdownSummary).depth,
});
