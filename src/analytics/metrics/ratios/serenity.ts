import { cdar95 } from '../drawdown/cdar95.js';
import { ulcerIndex } from '../drawdown/ulcerIndex.js';
import { volatility } from '../dispersion/volatility.js';
import { excessGrowthAnnual } from '../kernels/excessGrowth.js';
import { quotient } from '../quotient.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const serenity = defineMetric({
  id: 'serenity',
  name: 'Serenity ratio',
  unit: 'ratio',
  formula:
    '(cagr - rf) / (ulcerIndex * cdar95 / volatility), rf the risk-free returns compounded to a year',
  latex: String.raw`\frac{\mathrm{CAGR}-r_f}{U\,\cdot\,\mathrm{CDaR}_{95}/\sigma}`,
  convention:
    'Growth over the ulcer index times the pitfall: expected shortfall of drawdowns over annualised volatility.',
  sign: 'Positive when growth beats the risk-free rate.',
  minimumSample: 20,
  source: 'KeyQuant, white paper APT, part 1',
  needs: ['riskFree'],
  compute(sample) {
    const pitfall = quotient(
      outcomeOf(sample, cdar95),
      outcomeOf(sample, volatility),
      'zero-variance',
    );
    if (typeof pitfall !== 'number') return pitfall;
    const ulcer = outcomeOf(sample, ulcerIndex);
    if (typeof ulcer !== 'number') return ulcer;
    return quotient(sample.of(excessGrowthAnnual), ulcer * Math.abs(pitfall), 'no-drawdown');
  },
});
