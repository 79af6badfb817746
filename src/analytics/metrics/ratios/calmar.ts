import { cagr } from '../returns/cagr.js';
import { maxDrawdown } from '../drawdown/maxDrawdown.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const calmar = defineMetric({
  id: 'calmar',
  name: 'Calmar ratio',
  unit: 'ratio',
  formula: 'cagr / |maxDrawdown|',
  latex: String.raw`\frac{\mathrm{CAGR}}{|\mathrm{MDD}|}`,
  convention: 'Both over the whole window, not over the last 36 months.',
  sign: 'The sign of the growth rate.',
  minimumSample: 1,
  source: 'Young, Futures 20 (1991), 40',
  needs: [],
  compute(sample) {
    const growth = outcomeOf(sample, cagr);
    if (typeof growth !== 'number') return growth;
    const depth = outcomeOf(sample, maxDrawdown);
    if (typeof depth !== 'number') return depth;
    return depth === 0 ? 'no-drawdown' : growth / -depth;
  },
});
