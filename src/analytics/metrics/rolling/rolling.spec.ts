import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { possible, runs, seed } from '../../../../test/builders/propertyRuns.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { shapedCases } from '../../../../test/builders/shapes.js';
import { evaluate } from '../evaluate.js';
import { ReturnColumn, Sample, type RiskFree } from '../sample.js';
import type { MetricId } from '../registry.js';
import { FAST_METRIC_IDS, ROLLING_COST_MAX, rolling, type RollingRequest } from './rolling.js';

/** Every part of a sample as a sample of its own. */
function windowsOf(whole: Sample, lookback: number): RollingRequest {
  const part = (riskFree: RiskFree, from: number, to: number): RiskFree =>
    typeof riskFree === 'number' ? riskFree : riskFree.subarray(from, to);
  const windowOf = (from: number, to: number): Sample => {
    const returns = new ReturnColumn(whole.returns.values.slice(from, to));
    const riskFree = part(whole.riskFree as RiskFree, from, to);
    const { benchmark } = whole;
    return new Sample({
      prices: whole.prices.slice(from, to + 1),
      dates: whole.dates.slice(from, to + 1),
      returns,
      periodsPerYear: whole.periodsPerYear,
      riskFree,
      benchmark:
        typeof benchmark === 'string'
          ? benchmark
          : {
              asset: returns,
              benchmark: new ReturnColumn(benchmark.benchmark.values.slice(from, to)),
              riskFree,
            },
    });
  };
  return { whole, windowOf, lookback };
}

/** How large a figure is where 0 is but its middle: what errors are held against. */
const SCALE: Partial<Record<MetricId, number>> = {
  alpha: 0.1,
  beta: 1,
  correlation: 1,
  meanReturn: 0.001,
  sharpe: 1,
  sortino: 1,
  totalReturn: 0.01,
};

/** Compares every figure of every n-th window with the definition; returns what differs. */
function differences(request: RollingRequest, every = 1, ids = FAST_METRIC_IDS): unknown[] {
  const { whole, lookback, windowOf } = request;
  const figures = rolling(request, ids);
  const found: unknown[] = [];
  for (let last = 0; last < whole.returns.values.length; last += every) {
    const isWhole = last >= lookback - 1;
    const direct = isWhole ? evaluate(windowOf(last + 1 - lookback, last + 1), ids) : null;
    for (const id of ids) {
      const expected = direct?.[id].value ?? NaN;
      const value = figures[id].values[last]!;
      const size = Math.abs(expected) + (SCALE[id] ?? 0);
      const isClose = Object.is(value, expected) || Math.abs(value - expected) <= 1e-9 * size;
      if (!isClose) found.push({ id, last, lookback, value, expected });
    }
  }
  return found;
}

const calmReturn = fc.double({ min: -0.02, max: 0.02, noNaN: true }).map(possible);
const dailyReturn = fc.double({ min: -0.4, max: 0.4, noNaN: true }).map(possible);

describe(`rolling figures, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are those of each window by itself', () => {
    const rows = fc.array(fc.tuple(dailyReturn, dailyReturn), { minLength: 1, maxLength: 60 });
    const property = fc.property(rows, fc.integer({ min: 2, max: 30 }), (pairs, lookback) => {
      const returns = pairs.map(([asset]) => asset);
      const benchmark = pairs.map(([, other]) => other);
      const whole = buildSample({ returns, benchmark, riskFreeRate: 0.02 });
      expect(differences(windowsOf(whole, lookback))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  it('hold where returns stand still, jump, or repeat', () => {
    const flat = fc.constantFrom(0, 0.01, 0.01, 0.01, -0.02, 3);
    const property = fc.property(
      fc.array(flat, { minLength: 2, maxLength: 60 }),
      fc.array(flat, { minLength: 60, maxLength: 60 }),
      fc.integer({ min: 2, max: 8 }),
      (returns, other, lookback) => {
        const benchmark = other.slice(0, returns.length);
        const whole = buildSample({ returns, benchmark, riskFreeRate: 0 });
        expect(differences(windowsOf(whole, lookback))).toEqual([]);
      },
    );
    fc.assert(property, runs);
  });

  it.each(shapedCases())('hold for $name, load $load', ({ returns, benchmark }) => {
    const whole = buildSample({ returns, benchmark, riskFreeRate: 0.02 });
    const lookback = Math.min(252, returns.length >>> 1);
    expect(differences(windowsOf(whole, lookback), 7)).toEqual([]);
  });

  it('hold whatever has left a window, of the asset or of the benchmark', () => {
    // A slope beside a jump of a million is a small difference of large terms: correlation says it.
    const ids = FAST_METRIC_IDS.filter((id) => id !== 'beta' && id !== 'alpha');
    const jump = fc.record({ at: fc.nat(149), size: fc.constantFrom(0.5, 20, 1e3, 1e6) });
    const jumps = fc.array(jump, { maxLength: 3 });
    const property = fc.property(
      fc.array(fc.tuple(calmReturn, calmReturn), { minLength: 150, maxLength: 150 }),
      jumps,
      jumps,
      fc.integer({ min: 2, max: 12 }),
      (pairs, ofAsset, ofBenchmark, lookback) => {
        const returns = pairs.map(([asset]) => asset);
        const benchmark = pairs.map(([, other]) => other);
        for (const { at, size } of ofAsset) returns[at] = size;
        for (const { at, size } of ofBenchmark) benchmark[at] = size;
        const whole = buildSample({ returns, benchmark, riskFreeRate: 0.02 });
        expect(differences(windowsOf(whole, lookback), 1, ids)).toEqual([]);
      },
    );
    fc.assert(property, { ...runs, numRuns: Math.ceil(runs.numRuns / 10) });
  });

  it.each([1e-9, 1e-3, 1e4, 1e70])('hold for returns of the size of %d', (size) => {
    const column = (i: number): number => size * (Math.sin(i * 7) + Math.cos(i * i));
    const returns = Float64Array.from({ length: 120 }, (_, i) => column(i));
    const benchmark = Float64Array.from({ length: 120 }, (_, i) => column(i + 3));
    // No price stands returns of this size: they are figures of the returns alone.
    const prices = new Float64Array(121).fill(1);
    const whole = buildSample({ returns, benchmark, prices, riskFreeRate: 0 });
    const ids = ['volatility', 'sharpe', 'beta', 'correlation', 'sortino'] as const;
    expect(differences(windowsOf(whole, 10), 1, ids)).toEqual([]);
  });

  it('have none where no double holds a square, and have one again when it has left', () => {
    const returns = Array.from({ length: 60 }, (_, i) => (i === 20 ? 1e200 : Math.sin(i * 7) / 50));
    const prices = new Float64Array(61).fill(1);
    const whole = buildSample({ returns, prices, benchmark: returns.map(Math.cos) });
    const { volatility, beta } = rolling(windowsOf(whole, 10), ['volatility', 'beta']);
    expect([...volatility.values.subarray(20, 30)].every(Number.isNaN)).toBe(true);
    expect(differences(windowsOf(whole, 10), 1, ['volatility', 'beta']).length).toBe(0);
    expect(beta.values[30]).not.toBeNaN();
  });

  it('take a risk-free return of each period', () => {
    const returns = Array.from({ length: 50 }, (_, i) => Math.sin(i * 7) / 50);
    const riskFree = Float64Array.from(returns, (_, i) => 1e-4 + i / 1e6);
    const benchmark = returns.map((value, i) => value / 2 + Math.cos(i) / 80);
    const whole = buildSample({ returns, benchmark, riskFree });
    expect(differences(windowsOf(whole, 12))).toEqual([]);
  });
});

describe('rolling', () => {
  const returns = Array.from({ length: 40 }, (_, i) => Math.sin(i * 7) / 50);
  const request = windowsOf(buildSample({ returns, benchmark: returns.map((x) => x / 2) }), 25);

  it('evaluates any other metric window by window', () => {
    const { var95, beta } = rolling(request, ['var95', 'beta']);
    expect(var95.values[23]).toBeNaN();
    expect(var95.values[39]).toBe(evaluate(request.windowOf(15, 40), ['var95']).var95.value);
    expect(beta.values[24]).toBeCloseTo(2, 12);
  });

  it('evaluates window by window where the benchmark lacks a period', () => {
    const values = Float64Array.from(returns);
    const lacking = { ...request, whole: withoutAlignment(request.whole) };
    const { beta, volatility } = rolling(lacking, ['beta', 'volatility']);
    expect(beta.values[30]).toBe(evaluate(request.windowOf(6, 31), ['beta']).beta.value);
    expect(volatility.values).toHaveLength(values.length);
  });

  it('has no window in a history that is too short', () => {
    const { sharpe, var95 } = rolling({ ...request, lookback: 41 }, ['sharpe', 'var95']);
    expect([...sharpe.values, ...var95.values].every(Number.isNaN)).toBe(true);
  });

  it('misses what takes more returns than a window has', () => {
    const { beta, volatility } = rolling({ ...request, lookback: 2 }, ['beta', 'volatility']);
    expect([...beta.values].every(Number.isNaN)).toBe(true);
    expect(volatility.values[1]).toBeGreaterThan(0);
  });

  it.each([1, 0, -5, 2.5, NaN])('refuses a lookback of %d', (lookback) => {
    expect(() => rolling({ ...request, lookback }, ['sharpe'])).toThrow('lookback');
  });

  it('refuses what would take too long, and says what would not', () => {
    const n = 9000;
    const whole = buildSample({ returns: new Float64Array(n) });
    const long = { ...request, whole, lookback: 4500 };
    expect((n - 4500 + 1) * 4500).toBeGreaterThan(ROLLING_COST_MAX);
    expect(() => rolling(long, ['var95'])).toThrow('one of meanReturn, totalReturn');
    expect(rolling(long, ['volatility']).volatility.values[n - 1]).toBe(0);
  });

  it('refuses a return that is not finite', () => {
    const whole = buildSample({ returns: [0.1, NaN, 0.1, 0.1] });
    expect(() => rolling({ ...request, whole, lookback: 2 }, ['volatility'])).toThrow('finite');
  });
});

function withoutAlignment(sample: Sample): Sample {
  const { benchmark } = sample;
  if (typeof benchmark === 'string') throw new Error('the sample has a benchmark');
  const { prices, dates, returns, periodsPerYear, riskFree } = sample;
  const asset = new ReturnColumn(benchmark.asset.values.slice());
  const pair = { ...benchmark, asset };
  return new Sample({ prices, dates, returns, periodsPerYear, riskFree, benchmark: pair });
}
