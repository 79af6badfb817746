import { describe, expect, it } from '@jest/globals';
import { buildSample, type SampleShape } from '../../../../test/builders/sample.js';
import { evaluate } from '../evaluate.js';
import type { Figure } from '../figure.js';
import type { MetricId } from '../registry.js';

const figuresOf = (shape: SampleShape): Record<MetricId, Figure> => evaluate(buildSample(shape));

function expectClose(
  figures: Record<MetricId, Figure>,
  expected: Partial<Record<MetricId, number>>,
  digits = 11,
): void {
  for (const id of Object.keys(expected) as MetricId[]) {
    const { value, reason } = figures[id];
    expect({ id, value, reason }).toEqual({ id, value: expect.any(Number), reason: null });
    expect({ id, value }).toEqual({ id, value: expect.closeTo(expected[id]!, digits) });
  }
}

const BENCHMARK = [0.01, -0.02, 0.03, -0.01, 0.02, -0.04, 0.05, -0.03];
const MEAN = 0.01 / 8;
const SQUARES = 0.0069;
const VARIANCE = (SQUARES - 8 * MEAN ** 2) / 7;

describe('figures beside a benchmark that one works out by hand', () => {
  it('of an asset that is its benchmark one and a half times, and 0.001 more', () => {
    const returns = BENCHMARK.map((b) => 0.001 + 1.5 * b);
    const figures = figuresOf({ returns, benchmark: BENCHMARK });
    expectClose(figures, {
      betaBull: 1.5,
      betaBear: 1.5,
      timingRatio: 1,
      captureRatio: (1.5 + 0.001 / 0.0275) / (1.5 - 0.001 / 0.025),
      battingAverage: 0.5,
      treynor: ((0.001 + 1.5 * MEAN) / 1.5) * 252,
      mSquared: ((0.001 + 1.5 * MEAN) / 1.5) * 252,
      selectivity: 0.252,
      netSelectivity: 0.252,
      systematicRisk: 1.5 * Math.sqrt(VARIANCE * 252),
      specificRisk: 0,
      betaCoSkewness: 1.5,
      betaCoKurtosis: 1.5,
      treynorMazuy: 0,
      henrikssonMerton: 0,
    });
    expect(figures.appraisalRatio.reason).toBe('zero-specific-risk');
  });

  it('above a risk-free return of 0.0005 each period, whether it may change or not', () => {
    const returns = BENCHMARK.map((b, i) => 0.5 * b + (i % 2 === 0 ? 0.001 : -0.001));
    for (const riskFree of [0.0005, new Float64Array(8).fill(0.0005)]) {
      const figures = figuresOf({ returns, benchmark: BENCHMARK, riskFree });
      const beta = figures.beta.value!;
      const spread = figures.volatility.value! / Math.sqrt(VARIANCE * 252);
      const [excess, excessOfBenchmark] = [(MEAN / 2 - 0.0005) * 252, (MEAN - 0.0005) * 252];
      expectClose(figures, {
        treynor: excess / beta,
        mSquared: excess / spread + 0.0005 * 252,
        selectivity: excess - beta * excessOfBenchmark,
        netSelectivity: excess - spread * excessOfBenchmark,
        appraisalRatio: (excess - beta * excessOfBenchmark) / figures.specificRisk.value!,
      });
    }
  });

  it('of residuals: noise that the benchmark does not explain', () => {
    const benchmark = [0.01, -0.01, 0.01, -0.01];
    const returns = [0.03, 0.01, 0.01, -0.01];
    expectClose(figuresOf({ returns, benchmark }), {
      beta: 1,
      specificRisk: Math.sqrt((4 * 0.01 ** 2 * 252) / 3),
      systematicRisk: Math.sqrt((4 * 0.01 ** 2 * 252) / 3),
      battingAverage: 0.5,
    });
  });

  it('of timing: coefficients that were put in', () => {
    const squared = BENCHMARK.map((b) => 0.002 + 0.7 * b + 3 * b * b);
    expectClose(figuresOf({ returns: squared, benchmark: BENCHMARK }), { treynorMazuy: 3 }, 9);
    const riskFree = 0.004;
    const insured = BENCHMARK.map(
      (b) => riskFree + 0.001 + 0.5 * (b - riskFree) + 2 * Math.max(0, riskFree - b),
    );
    for (const rate of [riskFree, new Float64Array(8).fill(riskFree)]) {
      const figures = figuresOf({ returns: insured, benchmark: BENCHMARK, riskFree: rate });
      expectClose(figures, { henrikssonMerton: 2 });
    }
    const unsafe = BENCHMARK.map((b) => 0.5 * b + 2 * Math.max(0, -b));
    const figures = figuresOf({ returns: unsafe, benchmark: BENCHMARK });
    expectClose(figures, { betaBull: 0.5, betaBear: -1.5, timingRatio: -1 / 3 });
  });

  it('of co-moments: a benchmark of -2, -1, 3 and an asset that falls at both ends', () => {
    const benchmark = [-0.02, -0.01, 0.03];
    const returns = [-0.01, 0.02, -0.01];
    // Sums: a b² = −13 − ... of deviations (−1, 2, −1) and (−2, −1, 3): −4 + 2 − 9 = −11;
    // a b³: 8 − 2 − 27 = −21; a²: 6; b²: 14; b³: 18; b⁴: 98.
    expectClose(figuresOf({ returns, benchmark }), {
      coSkewness: -11 / 3 / (Math.sqrt(2) * (14 / 3)),
      coKurtosis: -21 / 3 / (Math.sqrt(2) * (14 / 3) ** 1.5),
      betaCoSkewness: -11 / 18,
      betaCoKurtosis: -21 / 98,
    });
  });

  it('of growth: one percent a month against none', () => {
    const returns = new Array<number>(24).fill(0.01);
    const benchmark = returns.map((_, i) => (i % 2 === 0 ? 1 : -0.5));
    expectClose(figuresOf({ returns, benchmark, basis: 'monthly' }), {
      activePremium: 1.01 ** 12 - 1,
    });
  });
});

describe('figures beside a benchmark that cannot be had', () => {
  const reasonOf = (id: MetricId, returns: number[], benchmark: number[]): unknown =>
    figuresOf({ returns, benchmark })[id].reason;
  const up = BENCHMARK.map(Math.abs);
  const down = up.map((b) => -b);

  it('for want of a rising or a falling market, or of three periods of it', () => {
    for (const id of ['betaBear', 'timingRatio', 'captureRatio', 'henrikssonMerton'] as const) {
      expect([id, reasonOf(id, BENCHMARK, up)]).toEqual([id, 'no-down-market']);
    }
    for (const id of ['betaBull', 'timingRatio', 'captureRatio', 'henrikssonMerton'] as const) {
      expect([id, reasonOf(id, BENCHMARK, down)]).toEqual([id, 'no-up-market']);
    }
    const twice = up.map((b, i) => (i < 2 ? -b : b));
    expect(reasonOf('betaBear', BENCHMARK, twice)).toBe('too-few-observations');
    expect(reasonOf('betaBull', BENCHMARK, twice)).toBeNull();
    const alike = BENCHMARK.map((b) => Math.max(b, -0.01));
    expect(reasonOf('betaBear', BENCHMARK, alike)).toBe('zero-variance-of-benchmark');
  });

  it('for want of variance, of a beta, of a skewness', () => {
    const still = new Array<number>(8).fill(0.01);
    const ofBoth = ['mSquared', 'coSkewness', 'coKurtosis'] as const;
    const ofBenchmark = [
      'betaCoSkewness',
      'betaCoKurtosis',
      'netSelectivity',
      'specificRisk',
    ] as const;
    for (const id of [...ofBoth, ...ofBenchmark, 'treynor', 'treynorMazuy'] as const) {
      expect([id, reasonOf(id, BENCHMARK, still)]).toEqual([id, 'zero-variance-of-benchmark']);
    }
    for (const id of ofBoth)
      expect([id, reasonOf(id, still, BENCHMARK)]).toEqual([id, 'zero-variance']);
    expect(reasonOf('treynor', still, BENCHMARK)).toBe('zero-beta');
    expect(reasonOf('timingRatio', still, BENCHMARK)).toBe('zero-beta');
    expectClose(figuresOf({ returns: still, benchmark: BENCHMARK }), {
      treynorMazuy: 0,
      henrikssonMerton: 0,
      systematicRisk: 0,
      specificRisk: 0,
      netSelectivity: 2.52,
    });
    const symmetric = [0.01, -0.01, 0.02, -0.02, 0.03, -0.03, 0.01, -0.01];
    expect(reasonOf('betaCoSkewness', BENCHMARK, symmetric)).toBe('zero-skewness-of-benchmark');
    const flatInFalls = [0.01, 0.01, 0.02, -0.01, 0.02, 0, 0.01, 0];
    expect(reasonOf('captureRatio', flatInFalls, BENCHMARK)).toBe('no-downside');
  });

  it('for want of a third benchmark return to bend a line through', () => {
    const two = BENCHMARK.map((b) => (b > 0 ? 0.01 : -0.01));
    for (const id of ['treynorMazuy', 'henrikssonMerton'] as const) {
      expect([id, reasonOf(id, BENCHMARK, two)]).toEqual([id, 'collinear-regressors']);
    }
  });

  it('where more than everything was lost in a period', () => {
    expect(reasonOf('activePremium', BENCHMARK, [-1.5, ...BENCHMARK.slice(1)])).toBe(
      'out-of-range',
    );
    const ruined = figuresOf({ returns: BENCHMARK, benchmark: [-1, ...BENCHMARK.slice(1)] });
    expect(ruined.activePremium.value).toBeGreaterThan(1);
  });

  it.each([NaN, Infinity])('never by passing over a return of %d', (bad) => {
    const broken = [...BENCHMARK.slice(1), bad];
    for (const id of [
      'activePremium',
      'coSkewness',
      'betaBull',
      'battingAverage',
      'treynorMazuy',
    ] as const) {
      const sample = buildSample({ returns: BENCHMARK, benchmark: broken });
      expect(() => evaluate(sample, [id])).toThrow('finite');
    }
  });
});
