import { growthTrend } from '../kernels/growthTrend.js';
import { defineMetric } from '../metric.js';

export const stability = defineMetric({
  id: 'stability',
  name: 'Stability',
  unit: 'ratio',
  formula: 'R^2 of the least-squares line through (t, ln(price_t / price_0)), t = 0 ... n',
  latex: String.raw`\operatorname{corr}\bigl(t,\,\ln(P_t/P_0)\bigr)^2,\quad t=0,\dots,n`,
  convention: 'Time counted in periods; the base price is the first point.',
  sign: 'From 0 to 1, whether it rises or falls; 1 for growth at one unchanging rate.',
  minimumSample: 3,
  source: 'Kestner, Quantitative Trading Strategies (2003); empyrical, stability_of_timeseries',
  needs: [],
  compute(sample) {
    const trend = sample.of(growthTrend);
    return trend.isConstant ? 'zero-variance' : trend.rSquared;
  },
});
