import { secondCoefficient, timingColumns } from '../kernels/timing.js';
import { defineMetric } from '../metric.js';

export const treynorMazuy = defineMetric({
  id: 'treynorMazuy',
  name: 'Treynor-Mazuy timing coefficient',
  unit: 'ratio',
  formula:
    'gamma of the least-squares fit: return - rf = alpha + beta * (benchmark return - rf) + gamma * (benchmark return - rf)^2',
  latex: String.raw`\gamma\text{ in }r_t-r_f=\alpha+\beta(b_t-r_f)+\gamma(b_t-r_f)^2+\varepsilon_t`,
  convention:
    'Returns per period in excess of risk-free, on the dates that both have; the coefficient as it is, not annualised.',
  sign: 'Positive when its beta rises with the market: good timing.',
  minimumSample: 4,
  source: 'Treynor and Mazuy, Harvard Business Review 44(4) (1966), 131-136',
  needs: ['benchmark', 'riskFree'],
  compute(sample) {
    const columns = sample.of(timingColumns);
    // Squares about the mean: they differ from squares about 0 by what alpha and beta take up.
    const { benchmark } = columns.deviations;
    const squares = new Float64Array(benchmark.length);
    for (let i = 0; i < squares.length; i += 1) squares[i] = (benchmark[i] as number) ** 2;
    return secondCoefficient(columns, squares);
  },
});
