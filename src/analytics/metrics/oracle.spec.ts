import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { buildSample } from '../../../test/builders/sample.js';
import { ratePerPeriod } from './annualisation.js';
import { evaluate } from './evaluate.js';
import type { MetricId } from './registry.js';
import { ReturnColumn, type Sample } from './sample.js';

/** Each metric once more, straight from its definition, at 50 digits. */
const Exact = Decimal.clone({ precision: 50 });

/** A double's own value; decimal.js would read the shortest text that stands for it. */
function exactly(x: number): Decimal {
  if (x === 0) return new Exact(0);
  const shift = 53 - Math.floor(Math.log2(Math.abs(x)));
  return new Exact(BigInt(x * 2 ** shift).toString()).div(new Exact(2).pow(shift));
}

const sum = (xs: Decimal[]): Decimal => xs.reduce((total, x) => total.plus(x), new Exact(0));
const mean = (xs: Decimal[]): Decimal => sum(xs).div(xs.length);

function covariance(xs: Decimal[], ys: Decimal[]): Decimal {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const products = xs.map((x, i) => x.minus(meanX).times(ys[i]!.minus(meanY)));
  return sum(products).div(xs.length - 1);
}

function deepestFall(prices: Decimal[]): Decimal {
  let peak = prices[0]!;
  let deepest = new Exact(0);
  for (const price of prices) {
    peak = Exact.max(peak, price);
    deepest = Exact.min(deepest, price.div(peak).minus(1));
  }
  return deepest;
}

function quantile5(returns: Decimal[]): Decimal {
  const sorted = returns.toSorted((a, b) => a.comparedTo(b));
  const rank = new Exact(sorted.length - 1).div(20);
  const low = sorted[rank.floor().toNumber()]!;
  const high = sorted[rank.ceil().toNumber()]!;
  return low.plus(rank.minus(rank.floor()).times(high.minus(low)));
}

function oracle(sample: Sample, benchmarkReturns: Float64Array): Record<MetricId, Decimal> {
  const prices = Array.from(sample.prices, exactly);
  const r = Array.from(sample.returns.values, exactly);
  const b = Array.from(benchmarkReturns, exactly);
  const rf = exactly(sample.riskFree as number);
  const relative = prices.at(-1)!.div(prices[0]!);
  const cagr = relative.pow(new Exact(365.25).div(sample.elapsedDays)).minus(1);
  const volatility = covariance(r, r).times(252).sqrt();
  const below = r.map((x) => Exact.min(0, x.minus(rf)).pow(2));
  const downsideDeviation = sum(below).div(r.length).times(252).sqrt();
  const excess = mean(r).minus(rf).times(252);
  const maxDrawdown = deepestFall(prices);
  const quantile = quantile5(r);
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
    var95: quantile.negated(),
    cvar95: mean(r.filter((x) => x.lte(quantile))).negated(),
    beta,
    alpha: alphaDaily.times(252),
    correlation: covariance(r, b).div(covariance(r, r).times(covariance(b, b)).sqrt()),
  };
}

/** Deterministic uniform numbers in [0, 1): Park and Miller's generator. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** About normal, mean 0, deviation 1: twelve uniforms. */
function normal(next: () => number): number {
  let total = -6;
  for (let i = 0; i < 12; i += 1) total += next();
  return total;
}

type Shape = (next: () => number, i: number) => number;

const SHAPES: Record<string, [n: number, shape: Shape]> = {
  'an ordinary equity fund': [2519, (next) => 0.0004 + 0.012 * normal(next)],
  'a calm bond fund': [1260, (next) => 0.00012 + 0.0003 * normal(next)],
  'twenty returns': [20, (next) => 0.01 * normal(next)],
  'a quantile on an observation': [41, (next) => 0.01 * normal(next)],
  'constant but for 1e-9': [504, (next) => 0.0002 + 1e-9 * normal(next)],
  'constant but for 1e-13': [505, (next) => 0.0001 + 1e-13 * normal(next)],
  'a large offset': [60, (next) => 5 + 1e-6 * normal(next)],
  'returns on a coarse grid, many ties': [1000, (next) => Math.round(6 * normal(next)) / 1000],
  'losses every day': [300, (next) => -0.001 - 0.002 * next()],
  'swings that cancel': [1001, (next, i) => (i % 2 === 0 ? 0.3 : -0.3 / 1.3) + 1e-6 * normal(next)],
  'one crash': [700, (next, i) => (i === 350 ? -0.97 : 0.001 * normal(next))],
  'one day of a thousandfold': [700, (next, i) => (i === 99 ? 999 : 0.01 * normal(next))],
  'many equal worst days': [900, (next, i) => (i % 7 === 0 ? -0.02 : 0.005 * next())],
  'fat tails, few below the first bound': [
    1500,
    (next, i) => (i % 100 === 0 ? 0.4 * (next() - 0.5) : 0.0005 * normal(next)),
  ],
};

const BENCHMARK_LOADS = [0.9, -0.4, 0.01];

/** Why a metric is missing where the oracle divides by zero. */
const WHY: Partial<Record<MetricId, string>> = { sortino: 'no-downside', calmar: 'no-drawdown' };

describe('every metric against a 50-digit oracle', () => {
  const cases = Object.entries(SHAPES).flatMap(([name, [n, shape]], index) =>
    BENCHMARK_LOADS.map((load) => ({ name, n, shape, load, seed: 1000 + 77 * index })),
  );
  it.each(cases)('$name, load $load on the benchmark', ({ n, shape, load, seed }) => {
    const next = uniform(seed);
    const returns = Float64Array.from({ length: n }, (_, i) => shape(next, i));
    const spread = evaluateSpread(returns);
    const benchmark = returns.map((x) => load * x + spread * normal(next));
    const elapsedDays = Math.round((n * 365.25) / 252);
    const sample = buildSample({ returns, benchmark, elapsedDays, riskFreeRate: 0.02 });
    const expected = oracle(sample, benchmark);
    const figures = evaluate(sample);
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

/** The spread of a column, for noise of the same size. */
function evaluateSpread(returns: Float64Array): number {
  return new ReturnColumn(returns).moments.standardDeviation;
}

/** 'within' the promised 1e-12 relative, or the error itself for the report of a failure. */
function relativeError(value: number | null, exact: Decimal): string {
  if (value === null) return 'null';
  if (exact.isZero()) return value === 0 ? 'within' : String(value);
  const error = exact.minus(exactly(value)).abs().toNumber() / exact.abs().toNumber();
  return error <= 1e-12 ? 'within' : error.toExponential(2);
}
