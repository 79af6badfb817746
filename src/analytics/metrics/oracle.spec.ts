import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import {
  Exact,
  covariance,
  drawdowns,
  exactColumn,
  exactly,
  mean,
  quantile,
  relativeError,
  sum,
} from '../../../test/builders/exact.js';
import { buildSample } from '../../../test/builders/sample.js';
import { shapedCases } from '../../../test/builders/shapes.js';
import { ratePerPeriod } from './annualisation.js';
import { evaluate } from './evaluate.js';
import type { MetricId } from './registry.js';
import type { Sample } from './sample.js';

/** The oldest metrics once more, straight from their definitions, at 50 digits. */
function oracle(
  sample: Sample,
  benchmarkReturns: Float64Array,
): Partial<Record<MetricId, Decimal>> {
  const prices = exactColumn(sample.prices);
  const r = exactColumn(sample.returns.values);
  const b = exactColumn(benchmarkReturns);
  const rf = exactly(sample.riskFree as number);
  const relative = prices.at(-1)!.div(prices[0]!);
  const cagr = relative.pow(new Exact(365.25).div(sample.elapsedDays)).minus(1);
  const volatility = covariance(r, r).times(252).sqrt();
  const below = r.map((x) => Exact.min(0, x.minus(rf)).pow(2));
  const downsideDeviation = sum(below).div(r.length).times(252).sqrt();
  const excess = mean(r).minus(rf).times(252);
  const maxDrawdown = Exact.min(...drawdowns(prices));
  const q5 = quantile(r, 1, 20);
  const beta = covariance(r, b).div(covariance(b, b));
  const alphaDaily = mean(r)
    .minus(rf)
    .minus(beta.times(mean(b).minus(rf)));
  return {
    totalReturn: relative.minus(1),
    cagr,
    volatility,
    downsideDeviation,
    sharpe: excess.div(volatility),
    sortino: excess.div(downsideDeviation),
    calmar: cagr.div(maxDrawdown.abs()),
    maxDrawdown,
    var95: q5.negated(),
    cvar95: mean(r.filter((x) => x.lte(q5))).negated(),
    beta,
    alpha: alphaDaily.times(252),
    correlation: covariance(r, b).div(covariance(r, r).times(covariance(b, b)).sqrt()),
  };
}

/** Why a metric is missing where the oracle divides by zero. */
const WHY: Partial<Record<MetricId, string>> = { sortino: 'no-downside', calmar: 'no-drawdown' };

describe('every metric against a 50-digit oracle', () => {
  it.each(shapedCases())('$name, load $load on the benchmark', ({ returns, benchmark }) => {
    const elapsedDays = Math.round((returns.length * 365.25) / 252);
    const sample = buildSample({ returns, benchmark, elapsedDays, riskFreeRate: 0.02 });
    const expected = oracle(sample, benchmark);
    const figures = evaluate(sample, Object.keys(expected) as MetricId[]);
    for (const [id, exact] of Object.entries(expected) as [MetricId, Decimal][]) {
      const { value, reason } = figures[id];
      const isMissing = !exact.isFinite() || exact.abs().gt(Number.MAX_VALUE);
      if (isMissing) expect({ id, value, reason }).toEqual({ id, value: null, reason: WHY[id] });
      else expect({ id, error: relativeError(value, exact) }).toEqual({ id, error: 'within' });
    }
  });

  it('turns a yearly rate into a daily one to 1e-15', () => {
    for (const rate of [-0.5, -0.004, 1e-9, 0.02, 0.0525, 3]) {
      const exact = new Exact(rate).plus(1).pow(new Exact(1).div(252)).minus(1);
      expect(exact.minus(ratePerPeriod(rate, 252)).div(exact).abs().toNumber()).toBeLessThan(1e-15);
    }
  });
});
