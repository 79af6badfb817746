import { secondCoefficient, timingColumns } from '../kernels/timing.js';
import { defineMetric } from '../metric.js';

export const henrikssonMerton = defineMetric({
  id: 'henrikssonMerton',
  name: 'Henriksson-Merton timing coefficient',
  unit: 'ratio',
  formula:
    'gamma of the least-squares fit: return - rf = alpha + beta * (benchmark return - rf) + gamma * max(0, rf - benchmark return)',
  latex: String.raw`\gamma\text{ in }r_t-r_f=\alpha+\beta(b_t-r_f)+\gamma\max(0,\,r_f-b_t)+\varepsilon_t`,
  convention:
    'Returns per period in excess of risk-free, on the dates that both have: beta is that of rising markets, beta - gamma that of falling ones.',
  sign: 'Positive when it follows falling markets less than rising ones: good timing.',
  minimumSample: 4,
  source: 'Henriksson and Merton, Journal of Business 54 (1981), 513-533',
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const columns = sample.of(timingColumns);
    const { values } = columns.benchmark;
    const option = new Float64Array(values.length);
    let paid = 0;
    for (let i = 0; i < option.length; i += 1) {
      const value = Math.max(0, columns.zero - (values[i] as number));
      option[i] = value;
      paid += Number(value > 0);
    }
    if (paid === 0) return 'no-down-market';
    if (paid === option.length) return 'no-up-market';
    return secondCoefficient(columns, option);
  },
});
