import { expandedTail1, modifiedLoss } from '../kernels/cornishFisher.js';
import { defineMetric } from '../metric.js';

export const modifiedCvar99 = defineMetric({
  id: 'modifiedCvar99',
  name: 'Modified expected shortfall, 99 %, one period',
  unit: 'fraction',
  formula:
    '-(mean return + e * standard deviation), e = min(h, -density(h) * (1 + h^3 S / 6 + (h^4 - 2 h^2 - 1) K / 24 + (h^6 - 9 h^4 + 9 h^2 + 3) S^2 / 72) / 0.01), h, S and K of modifiedVar99',
  latex: String.raw`-(\bar r+e\,s),\quad e=\min\Bigl(h,\,-\tfrac{\varphi(h)}{0.01}\bigl(1+\tfrac{h^3}{6}S+\tfrac{h^4-2h^2-1}{24}K+\tfrac{h^6-9h^4+9h^2+3}{72}S^2\bigr)\Bigr)`,
  convention:
    'Mean of the Edgeworth expansion below the Cornish-Fisher quantile, no less than the quantile itself. Missing where modified value at risk is.',
  sign: 'A positive loss, never less than modifiedVar99.',
  minimumSample: 36,
  source: 'Boudt, Peterson and Croux, Journal of Risk 11 (2008), 79-103',
  needs: [],
  compute: (sample) => modifiedLoss(sample, expandedTail1, 'mean'),
});
