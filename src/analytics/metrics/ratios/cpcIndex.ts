import { winRate } from '../returns/winRate.js';
import { payoffRatio } from './payoffRatio.js';
import { profitFactor } from './profitFactor.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const cpcIndex = defineMetric({
  id: 'cpcIndex',
  name: 'CPC index',
  unit: 'ratio',
  formula: 'profitFactor * winRate * payoffRatio',
  latex: String.raw`\text{profit factor}\times\text{win rate}\times\text{payoff ratio}`,
  convention: 'The win rate is the share of returns above 0 among all returns.',
  sign: 'Positive; held to be good above 1.2.',
  minimumSample: 1,
  source: 'quantstats, stats.cpc_index; no older source known',
  needs: [],
  compute(sample) {
    const wins = outcomeOf(sample, winRate);
    if (typeof wins !== 'number') return wins;
    const payoff = outcomeOf(sample, payoffRatio);
    if (typeof payoff !== 'number') return payoff;
    const factor = outcomeOf(sample, profitFactor);
    return typeof factor === 'number' ? factor * wins * payoff : factor;
  },
});
