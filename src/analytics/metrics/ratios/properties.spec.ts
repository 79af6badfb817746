import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { possible, runs, seed } from '../../../../test/builders/propertyRuns.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { evaluate } from '../evaluate.js';
import type { Figure } from '../figure.js';
import type { MetricId } from '../registry.js';
import { RATIO_METRICS } from './catalogue.js';

const IDS: readonly MetricId[] = RATIO_METRICS.map(({ id }) => id);

/** Returns on a grid of 2^-12: sums, shifts and halves of them are exact. */
const gridReturn = fc.integer({ min: -1600, max: 1600 }).map((k) => k / 4096);
const anyReturn = fc.oneof(
  { weight: 6, arbitrary: gridReturn },
  { weight: 2, arbitrary: fc.double({ min: -0.999, max: 3, noNaN: true }).map(possible) },
  { weight: 1, arbitrary: fc.constantFrom(0, 0.01, -0.01) },
);
const columns = fc.array(anyReturn, { minLength: 1, maxLength: 150 });
const gridColumns = fc.array(gridReturn, { minLength: 100, maxLength: 150 });

function ratiosOf(
  returns: readonly number[],
  riskFree: number | Float64Array = 0,
): Record<MetricId, Figure> {
  return evaluate(buildSample({ returns, riskFree, elapsedDays: 2 * returns.length }), [
    ...IDS,
    'cagr',
    'volatility',
    'autocorrelation',
  ]);
}

/** The ids whose figures differ by more than 1e-9 relative, or in why they are missing. */
function differing(
  ids: readonly MetricId[],
  a: Record<MetricId, Figure>,
  b: Record<MetricId, Figure>,
): unknown[] {
  return ids
    .filter((id) => {
      const [x, y] = [a[id], b[id]];
      if (x.value === null || y.value === null) return x.reason !== y.reason;
      return Math.abs(x.value - y.value) > 1e-9 * Math.max(1, Math.abs(x.value));
    })
    .map((id) => [id, a[id], b[id]]);
}

/** Ratios of returns alone and, with no risk-free return, without a unit. */
const UNITLESS = [
  ...['adjustedSharpe', 'modifiedSharpe', 'smartSharpe', 'smartSortino', 'probabilisticSharpe'],
  ...['omega', 'kappa3', 'rachev', 'prospectRatio', 'bernardoLedoit', 'dRatio', 'cpcIndex'],
  ...['upsidePotentialRatio', 'volatilitySkewness', 'gainToPain', 'tailRatio', 'commonSense'],
  ...['payoffRatio', 'profitFactor', 'kelly', 'outlierWinRatio', 'outlierLossRatio'],
] as MetricId[];

/** Ratios of returns in excess of risk-free and of nothing else. */
const OF_EXCESS = [
  ...['adjustedSharpe', 'smartSharpe', 'smartSortino', 'probabilisticSharpe', 'omega', 'kappa3'],
  ...['rachev', 'upsidePotentialRatio', 'volatilitySkewness'],
] as MetricId[];

const ORDERLESS = UNITLESS.filter((id) => !id.startsWith('smart'));

describe(`ratios, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, and never minus zero', () => {
    const rates = fc.oneof(fc.constant(0), fc.double({ min: -0.01, max: 0.01, noNaN: true }));
    const property = fc.property(columns, rates, fc.boolean(), (returns, rate, isChanging) => {
      const changing = Float64Array.from(returns, (_, i) => rate * (1 + (i % 3)));
      const figures = ratiosOf(returns, isChanging ? changing : rate);
      for (const id of IDS) {
        const { value, reason } = figures[id];
        expect([id, value === null]).toEqual([id, reason !== null]);
        if (value !== null) expect([id, Number.isFinite(value)]).toEqual([id, true]);
        expect([id, Object.is(value, -0)]).toEqual([id, false]);
      }
    });
    fc.assert(property, runs);
  });

  it('stay within their bounds', () => {
    const property = fc.property(columns, (returns) => {
      const figures = ratiosOf(returns, 0.0001);
      const within = (id: MetricId, low: number, high: number): void => {
        const value = figures[id].value ?? low;
        expect([id, value >= low && value <= high]).toEqual([id, true]);
      };
      for (const id of ['probabilisticSharpe', 'riskOfRuin', 'stability'] as const)
        within(id, 0, 1);
      for (const id of ['omega', 'profitFactor', 'payoffRatio', 'dRatio', 'cpcIndex'] as const) {
        within(id, 0, Infinity);
      }
      within('volatilitySkewness', 0, Infinity);
      within('upsidePotentialRatio', 0, Infinity);
      within('gainToPain', -1 - 1e-12, Infinity);
      within('kelly', -Infinity, 1);
      const [sharpe, smart] = [figures.sharpe.value, figures.smartSharpe.value];
      if (smart !== null) expect(Math.abs(smart)).toBeLessThanOrEqual(Math.abs(sharpe!));
    });
    fc.assert(property, runs);
  });

  it('do not change when returns are scaled, nor, path ratios aside, with the order of days', () => {
    const property = fc.property(
      gridColumns,
      fc.constantFrom(0.5, 0.25, 0.125),
      (returns, scale) => {
        const figures = ratiosOf(returns);
        const scaled = ratiosOf(returns.map((x) => x * scale));
        expect(differing(UNITLESS, figures, scaled)).toEqual([]);
        expect(differing(ORDERLESS, figures, ratiosOf(returns.toReversed()))).toEqual([]);
      },
    );
    fc.assert(property, runs);
  });

  it('of excess returns do not change when returns and the risk-free return move together', () => {
    const shifts = fc.integer({ min: -100, max: 100 }).map((k) => k / 4096);
    const property = fc.property(gridColumns, shifts, (returns, shift) => {
      const figures = ratiosOf(returns, 1 / 4096);
      const moved = returns.map((x) => x + shift);
      expect(differing(OF_EXCESS, figures, ratiosOf(moved, 1 / 4096 + shift))).toEqual([]);
      const column = new Float64Array(returns.length).fill(1 / 4096 + shift);
      expect(differing(OF_EXCESS, figures, ratiosOf(moved, column))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  it('are tied to each other as their definitions are', () => {
    const property = fc.property(gridColumns, (returns) => {
      const figures = ratiosOf(returns);
      const { profitFactor, gainToPain, kelly, omega, burke, sterling, probabilisticSharpe } =
        figures;
      const [factor, fraction] = [profitFactor.value!, kelly.value!];
      const decided = returns.filter((x) => x !== 0).length;
      const p = returns.filter((x) => x > 0).length / decided;
      expect(gainToPain.value).toBeCloseTo(factor - 1, 9);
      expect(omega.value).toBeCloseTo(factor, 9);
      expect(fraction).toBeCloseTo(p * (1 - 1 / factor), 9);
      expect(Math.sign(probabilisticSharpe.value! - 0.5)).toBe(Math.sign(figures.sharpe.value!));
      // Five falls: their mean is at least their root sum of squares over 5, at most over √5.
      const share = sterling.value! / burke.value!;
      expect(share).toBeGreaterThanOrEqual(1 - 1e-12);
      expect(share).toBeLessThanOrEqual(5 + 1e-12);
    });
    fc.assert(property, runs);
  });
});
