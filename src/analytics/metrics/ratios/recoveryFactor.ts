import { maxDrawdown } from '../drawdown/maxDrawdown.js';
import { quotient } from '../quotient.js';
import { totalReturn } from '../returns/totalReturn.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const recoveryFactor = defineMetric({
  id: 'recoveryFactor',
  name: 'Recovery factor',
  unit: 'ratio',
  formula: 'totalReturn / |maxDrawdown|',
  latex: String.raw`\frac{P_n/P_0-1}{|\mathrm{MDD}|}`,
  convention: 'Total return of the whole window, not annualised, not in excess of risk-free.',
  sign: 'The sign of the total return.',
  minimumSample: 1,
  source: 'Pardo, The Evaluation and Optimization of Trading Strategies, 2nd ed. (2008)',
  needs: [],
  compute(sample) {
    const depth = outcomeOf(sample, maxDrawdown);
    const risk = typeof depth === 'number' ? 0 - depth : depth;
    return quotient(outcomeOf(sample, totalReturn), risk, 'no-drawdown');
  },
});
