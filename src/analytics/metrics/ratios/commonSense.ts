import { profitFactor } from './profitFactor.js';
import { tailRatio } from './tailRatio.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const commonSense = defineMetric({
  id: 'commonSense',
  name: 'Common sense ratio',
  unit: 'ratio',
  formula: 'tailRatio * profitFactor',
  latex: String.raw`\text{tail ratio}\times\text{profit factor}`,
  convention: 'Both of simple returns at a threshold of 0.',
  sign: 'Above 1 when gains outweigh losses, those of the tails included.',
  minimumSample: 20,
  source: 'Bernut, Algorithmic Short Selling with Python (2021)',
  needs: [],
  compute(sample) {
    const tails = outcomeOf(sample, tailRatio);
    if (typeof tails !== 'number') return tails;
    const factor = outcomeOf(sample, profitFactor);
    return typeof factor === 'number' ? tails * factor + 0 : factor;
  },
});
