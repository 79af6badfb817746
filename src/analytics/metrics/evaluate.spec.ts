import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../test/builders/sample.js';
import { ratePerPeriod } from './annualisation.js';
import { evaluate, missingFigures } from './evaluate.js';
import { figure } from './figure.js';
import { isMetricId, metricDescriptions, METRIC_IDS, METRICS } from './registry.js';
import { ReturnColumn, Sample, type MissingBenchmark } from './sample.js';

function sampleOf(returns: number[], benchmark: number[] | MissingBenchmark, rate = 0): Sample {
  return buildSample({ returns, benchmark, riskFreeRate: rate });
}

const wave = (n: number, size: number): number[] =>
  Array.from({ length: n }, (_, i) => (i % 2 === 0 ? size : -size / 2));

describe('evaluate', () => {
  it('gives the figures that one works out by hand', () => {
    const returns = [0.1, -0.05, 0.2];
    const figures = evaluate(sampleOf(returns, [0.05, -0.025, 0.1]));
    expect(figures.totalReturn.value).toBeCloseTo(1.1 * 0.95 * 1.2 - 1, 14);
    expect(figures.cagr.value).toBeCloseTo(1.254 ** (365.25 / 3) - 1, -1);
    expect(figures.maxDrawdown.value).toBeCloseTo(-0.05, 14);
    expect(figures.volatility.value).toBeCloseTo(Math.sqrt((0.095 / 3) * 0.5 * 252), 14);
    expect(figures.downsideDeviation.value).toBeCloseTo(Math.sqrt((0.0025 / 3) * 252), 14);
    expect(figures.beta.value).toBeCloseTo(2, 14);
    expect(figures.alpha.value).toBeCloseTo(0, 14);
    expect(figures.correlation.value).toBeCloseTo(1, 14);
    expect(figures.sharpe.value).toBeCloseTo((0.25 / 3 / Math.sqrt(0.095 / 6)) * 252 ** 0.5, 12);
    expect(figures.calmar.value! * 0.05).toBeCloseTo(figures.cagr.value!, -1);
    expect(figures.var95).toEqual({ value: null, reason: 'too-few-observations', n: 3 });
  });

  it('computes only what is asked for', () => {
    expect(Object.keys(evaluate(sampleOf([0.1], 'no-benchmark'), ['cagr', 'beta']))).toEqual([
      'cagr',
      'beta',
    ]);
  });

  it('holds each metric to its minimum sample, to the return', () => {
    for (const { id, minimumSample } of METRICS) {
      const enough = wave(minimumSample, 0.02);
      const full = evaluate(sampleOf([-0.04, ...enough.slice(1)], enough))[id];
      const short = evaluate(sampleOf(enough.slice(1), enough.slice(1)))[id];
      expect([id, full.reason === 'too-few-observations']).toEqual([id, false]);
      expect([id, short.reason, short.value]).toEqual([id, 'too-few-observations', null]);
    }
  });

  it('says why a figure cannot be had', () => {
    const flat = evaluate(sampleOf([0.01, 0.01, 0.01, 0.01], wave(4, 0.01)));
    expect(flat.volatility.value).toBe(0);
    expect(flat.sharpe.reason).toBe('zero-variance');
    expect(flat.sortino.reason).toBe('no-downside');
    expect(flat.calmar.reason).toBe('no-drawdown');
    expect(flat.correlation.reason).toBe('zero-variance');
    expect(flat.beta.value).toBe(0);
    const still = evaluate(sampleOf(wave(4, 0.01), [0, 0, 0, 0]));
    for (const id of ['beta', 'alpha', 'correlation'] as const) {
      expect(still[id].reason).toBe('zero-variance-of-benchmark');
    }
  });

  it.each(['no-benchmark', 'no-overlap-with-benchmark'] as const)('passes on %s', (reason) => {
    const { beta, alpha, correlation } = evaluate(sampleOf(wave(30, 0.01), reason));
    const missing = { value: null, reason, n: 0 };
    expect([beta, alpha, correlation]).toEqual([missing, missing, missing]);
  });

  it('calls a value that no double holds out of range', () => {
    const rocket = evaluate(sampleOf([1000, 1000, 1000], 'no-benchmark'));
    expect(rocket.cagr).toEqual({ value: null, reason: 'out-of-range', n: 3 });
    expect(figure(NaN, 2)).toEqual({ value: null, reason: 'out-of-range', n: 2 });
  });

  it('has nothing to say of an empty sample', () => {
    const figures = evaluate(sampleOf([], 'no-benchmark'));
    expect(figures.totalReturn.reason).toBe('too-few-observations');
    expect(Object.values(figures).every(({ value }) => value === null)).toBe(true);
  });

  it.each([NaN, Infinity])('refuses a return of %d', (bad) => {
    expect(() => evaluate(sampleOf([0.01, bad, 0.01], 'no-benchmark'))).toThrow('Broken');
  });

  it('refuses samples that do not fit together', () => {
    const column = new ReturnColumn(Float64Array.of(0.1));
    const fitting = {
      prices: Float64Array.of(1, 1.1),
      returns: column,
      dates: Int32Array.of(0, 1),
      periodsPerYear: 252,
      riskFree: 0,
      benchmark: 'no-benchmark',
    } as const;
    const other = new ReturnColumn(Float64Array.of(0.1, 0.2));
    expect(() => new Sample({ ...fitting, prices: Float64Array.of(1) })).toThrow('one price');
    expect(() => new Sample({ ...fitting, dates: Int32Array.of(0) })).toThrow('a date for each');
    expect(() => new Sample({ ...fitting, riskFree: NaN })).toThrow('risk-free');
    const pair = { asset: column, benchmark: other, riskFree: 0 };
    expect(() => new Sample({ ...fitting, benchmark: pair })).toThrow('aligned');
  });

  it.each([-1, -2, NaN, Infinity])('refuses a risk-free rate of %d', (rate) => {
    expect(() => ratePerPeriod(rate, 252)).toThrow('risk-free rate');
  });

  it('runs each kernel once', () => {
    let runs = 0;
    const sample = sampleOf([0.1], 'no-benchmark');
    const kernel = (): undefined => void (runs += 1);
    sample.of(kernel);
    sample.of(kernel);
    expect(runs).toBe(1);
  });
});

describe('definitions', () => {
  it('are plain JSON, complete, one per id', () => {
    const descriptions = metricDescriptions();
    expect(JSON.parse(JSON.stringify(descriptions))).toEqual(descriptions);
    expect(new Set(METRIC_IDS).size).toBe(METRICS.length);
    for (const description of descriptions) {
      const { minimumSample, needs, conventions, ...texts } = description;
      expect(Object.keys(conventions)).toHaveLength(4);
      expect(minimumSample).toBeGreaterThan(0);
      expect(Array.isArray(needs)).toBe(true);
      for (const text of Object.values(texts)) expect(text.length).toBeGreaterThan(2);
    }
  });

  it('know their ids', () => {
    expect(isMetricId('sharpe')).toBe(true);
    expect(isMetricId('toString')).toBe(false);
  });

  it('share one missing figure for a window without a sample', () => {
    const figures = missingFigures('insufficient-history');
    expect(Object.keys(figures)).toEqual(METRIC_IDS);
    expect(figures.beta).toEqual({ value: null, reason: 'insufficient-history', n: 0 });
  });
});
