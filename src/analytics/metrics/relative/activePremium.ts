import { pairGrowth } from '../kernels/pairGrowth.js';
import { defineMetric } from '../metric.js';

export const activePremium = defineMetric({
  id: 'activePremium',
  name: 'Active premium',
  unit: 'fraction per year',
  formula: '(product of (1 + return))^(P / n) - (product of (1 + benchmark return))^(P / n)',
  latex: String.raw`\Bigl(\prod_t(1+r_t)\Bigr)^{P/n}-\Bigl(\prod_t(1+b_t)\Bigr)^{P/n}`,
  convention:
    'Difference of the geometric returns per year of P periods, over the periods that both have; counted in periods, where cagr counts calendar days.',
  sign: 'Positive when it grew faster than its benchmark.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute(sample) {
    const { assetAnnual, benchmarkAnnual } = sample.of(pairGrowth);
    const premium = assetAnnual - benchmarkAnnual;
    return Number.isNaN(premium) ? 'out-of-range' : premium;
  },
});
