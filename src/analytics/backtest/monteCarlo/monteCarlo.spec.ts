import { describe, expect, it } from '@jest/globals';
import { normalQuantile } from '../../metrics/intervals/distributions/gamma.js';
import { Xoshiro128 } from '../../metrics/intervals/bootstrap/xoshiro.js';
import { momentsOf } from '../../metrics/kernels/moments.js';
import { logMoments, normalVariate, studentVariate } from './distributions.js';
import { simulateFutures, type MonteCarloResult } from './monteCarlo.js';
import type { MonteCarloInput } from './parameters.js';
import type { MonteCarloHistory } from './sources.js';

const STEADY: MonteCarloInput = {
  method: 'lognormal',
  basis: 'monthly',
  meanAnnual: 0.06,
  volatilityAnnual: 0,
  years: 10,
  paths: 100,
  initialCapital: 1_000,
};

const simulate = (input: MonteCarloInput): MonteCarloResult =>
  simulateFutures({ ...STEADY, ...input }, null);

const wavy = Float64Array.from(
  { length: 240 },
  (_, i) => 0.005 + 0.04 * Math.sin(1.3 * i) + 0.01 * Math.cos(0.1 * i),
);
const history: MonteCarloHistory = { kind: 'path', returns: wavy };

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
  return 'none';
};

describe('futures without volatility', () => {
  const growth = 1.005;

  it('are compound interest', () => {
    const { terminal, cagr, maxDrawdown, equity, success, loss } = simulate({});
    expect(terminal.p5).toBeCloseTo(1_000 * growth ** 120, 8);
    expect(terminal.p95).toBe(terminal.p5);
    expect(cagr.p50).toBeCloseTo(growth ** 12 - 1, 12);
    expect(maxDrawdown.p5).toBe(0);
    expect(equity.map(({ years }) => years)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(equity[3]!.equity.p50).toBeCloseTo(1_000 * growth ** 36, 9);
    expect(success.share).toBe(1);
    expect(loss.share).toBe(0);
    // Wilson's interval of 100 of 100: n / (n + z²).
    expect(success.low).toBeCloseTo(100 / (100 + normalQuantile(0.975) ** 2), 12);
    expect(success.high).toBe(1);
  });

  it('pay an annuity out for as long as its formula says', () => {
    const rule = { cashFlowRule: 'fixed', withdrawalPerYear: 120 } as const;
    const months = 120;
    const annuity = (1 - growth ** -months) / (growth - 1);
    const { safeWithdrawal } = simulate(rule);
    expect(safeWithdrawal).toEqual({ probability: 0.95, rate: expect.closeTo(12 / annuity, 12) });
    const lasting = { ...rule, withdrawalPerYear: 1_000 * (12 / annuity) * (1 - 1e-9) };
    expect(simulate(lasting)).toMatchObject({ success: { share: 1 } });
    expect(simulate(lasting).terminal.p50).toBeLessThan(0.01);
    const tooMuch = { ...rule, withdrawalPerYear: 1_000 * (12 / annuity) * (1 + 1e-9) };
    const ruined = simulate(tooMuch);
    expect(ruined.success.share).toBe(0);
    expect(ruined.ruinsByYear).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 100]);
    expect(ruined.terminal.p95).toBe(0);
  });

  it('take more when paid at the beginning, and less often', () => {
    const rule = { cashFlowRule: 'fixed', cashFlowFrequency: 'yearly' } as const;
    const yearly = growth ** 12;
    const annuity = (1 - yearly ** -10) / (yearly - 1);
    expect(simulate(rule).safeWithdrawal!.rate).toBeCloseTo(1 / annuity, 12);
    const due = simulate({ ...rule, cashFlowTiming: 'start' });
    expect(due.safeWithdrawal!.rate).toBeCloseTo(1 / (annuity * yearly), 12);
  });

  it('let payments grow with inflation', () => {
    const { terminal, terminalReal } = simulate({
      meanAnnual: 0,
      contributionPerYear: 100,
      cashFlowFrequency: 'yearly',
      inflationAnnual: 0.03,
    });
    const paid = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, year) => sum + 100 * 1.03 ** year, 0);
    expect(terminal.p50).toBeCloseTo(1_000 + paid, 9);
    expect(terminalReal.p50).toBeCloseTo((1_000 + paid) / 1.03 ** 10, 9);
  });

  it('pay out a fraction of what there is, and are never ruined by it', () => {
    const { terminal, success, safeWithdrawal, loss } = simulate({
      meanAnnual: 0,
      withdrawalPerYear: 0.12,
      cashFlowRule: 'fraction-of-equity',
    });
    expect(terminal.p50).toBeCloseTo(1_000 * 0.99 ** 120, 9);
    expect(success.share).toBe(1);
    expect(safeWithdrawal).toBeNull();
    expect(loss.share).toBeLessThan(1e-9);
  });

  it('are ruined at once by a withdrawal of more than there is', () => {
    const { ruinsByYear, success } = simulate({
      withdrawalPerYear: 24_000,
      cashFlowTiming: 'start',
    });
    expect(ruinsByYear[0]).toBe(100);
    expect(success.share).toBe(0);
  });
});

describe('futures of a distribution', () => {
  const mean = 0.08;
  const volatility = 0.2;
  const spread = { meanAnnual: mean, volatilityAnnual: volatility, paths: 5_000, seed: 7 };

  it('of lognormal growth end lognormally', () => {
    const { terminal, cagr } = simulate({ ...spread, method: 'lognormal' });
    const monthly = logMoments({ mean: mean / 12, standardDeviation: volatility / Math.sqrt(12) });
    const [centre, deviation] = [120 * monthly.mean, Math.sqrt(120) * monthly.standardDeviation];
    for (const percent of [5, 25, 50, 75, 95] as const) {
      const exact = centre + deviation * normalQuantile(percent / 100);
      // Four standard errors of a quantile's logarithm at 5,000 draws, at its thinnest.
      expect(Math.abs(Math.log(terminal[`p${percent}`] / 1_000) - exact)).toBeLessThan(0.08);
    }
    expect(cagr.p50).toBeCloseTo(Math.expm1(Math.log(terminal.p50 / 1_000) / 10), 8);
  });

  it('draws numbers of the moments and tails that it names', () => {
    const generator = Xoshiro128.seeded(11);
    const drawn = (next: () => number): ReturnType<typeof momentsOf> =>
      momentsOf(Float64Array.from({ length: 200_000 }, next));
    const normal = drawn(() => normalVariate(generator));
    expect(Math.abs(normal.mean)).toBeLessThan(0.01);
    expect(Math.abs(normal.variance - 1)).toBeLessThan(0.015);
    expect(Math.abs(normal.m4 / normal.m2 ** 2 - 3)).toBeLessThan(0.05);
    const student = drawn(() => studentVariate(generator, 10));
    expect(Math.abs(student.variance - 10 / 8)).toBeLessThan(0.03);
    // Excess kurtosis of t is 6 / (ν − 4).
    expect(Math.abs(student.m4 / student.m2 ** 2 - 4)).toBeLessThan(0.4);
  });

  it.each(['normal', 'student-t', 'lognormal'] as const)('%s keeps the mean', (method) => {
    const flat = simulate({ ...spread, method, years: 1, initialCapital: 1 });
    // The mean growth of a year is (1 + 0.08 / 12)^12; the median lies half a variance below.
    const median = 12 * Math.log1p(mean / 12) - volatility ** 2 / 2;
    expect(Math.abs(Math.log(flat.terminal.p50) - median)).toBeLessThan(0.015);
    expect(flat.drawnFrom.meanAnnual).toBeCloseTo(mean, 14);
    expect(flat.drawnFrom.volatilityAnnual).toBeCloseTo(volatility, 14);
  });

  it('takes what is not given from the history', () => {
    const { drawnFrom } = simulateFutures(
      { ...STEADY, method: 'normal', meanAnnual: null, volatilityAnnual: null },
      history,
    );
    const { mean: monthlyMean, standardDeviation } = momentsOf(wavy);
    expect(drawnFrom.meanAnnual).toBeCloseTo(12 * monthlyMean, 14);
    expect(drawnFrom.volatilityAnnual).toBeCloseTo(Math.sqrt(12) * standardDeviation, 14);
    expect(drawnFrom.observations).toBe(240);
  });

  it('that loses everything stays at nothing', () => {
    const { terminal, cagr, success, maxDrawdown } = simulate({
      ...spread,
      method: 'normal',
      volatilityAnnual: 3,
      contributionPerYear: 10,
      paths: 500,
      years: 30,
    });
    expect(terminal.p5).toBe(0);
    expect(cagr.p5).toBe(-1);
    expect(maxDrawdown.p5).toBe(-1);
    expect(success.share).toBeLessThan(0.5);
  });
});

describe('what cannot be simulated', () => {
  it('is refused with a reason', () => {
    expect(codeOf(() => simulate({ years: 0 }))).toBe('MONTE_CARLO_REFUSED');
    expect(codeOf(() => simulate({ contributionPerYear: 1, withdrawalPerYear: 1 }))).toBe(
      'MONTE_CARLO_REFUSED',
    );
    expect(
      codeOf(() => simulate({ withdrawalPerYear: 13, cashFlowRule: 'fraction-of-equity' })),
    ).toBe('MONTE_CARLO_REFUSED');
    expect(codeOf(() => simulate({ meanAnnual: null }))).toBe('MONTE_CARLO_NEEDS_HISTORY');
    expect(codeOf(() => simulate({ method: 'bootstrap' }))).toBe('MONTE_CARLO_NEEDS_HISTORY');
    const short: MonteCarloHistory = { kind: 'path', returns: wavy.slice(0, 23) };
    expect(codeOf(() => simulateFutures({ method: 'bootstrap' }, short))).toBe(
      'MONTE_CARLO_NEEDS_HISTORY',
    );
    const costly = { basis: 'daily', years: 60, paths: 20_000 } as const;
    expect(codeOf(() => simulate(costly))).toBe('MONTE_CARLO_TOO_COSTLY');
    expect(() => simulate({ years: 61 })).toThrow("The simulation's years cannot be");
  });
});
