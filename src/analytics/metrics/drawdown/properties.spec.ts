import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  columns,
  figuresOfReturns,
  malformed,
  pricesFrom,
  scales,
} from '../../../../test/builders/properties.js';
import { runs, seed } from '../../../../test/builders/propertyRuns.js';
import { DRAWDOWN_METRICS } from './catalogue.js';

const figuresOf = (returns: readonly number[], base = 1) =>
  figuresOfReturns(DRAWDOWN_METRICS, returns, { prices: pricesFrom(base, returns) });

/** More than rounding takes. */
const SLACK = 1e-12;

describe(`drawdown metrics, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, never minus zero', () => {
    const property = fc.property(columns, (returns) => {
      expect(malformed(figuresOf(returns))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  it('are the same in other money', () => {
    const property = fc.property(columns, scales, (returns, scale) => {
      expect(figuresOf(returns, scale)).toEqual(figuresOf(returns));
    });
    fc.assert(property, runs);
  });

  it('lie in their order', () => {
    const property = fc.property(columns, (returns) => {
      const figures = figuresOf(returns);
      const deepest = figures.maxDrawdown.value!;
      expect(deepest >= -1 && deepest <= 0).toBe(true);
      expect(figures.currentDrawdown.value!).toBeGreaterThanOrEqual(deepest);
      expect(figures.currentDrawdown.value!).toBeLessThanOrEqual(0);
      expect(figures.painIndex.value!).toBeLessThanOrEqual(figures.ulcerIndex.value! + SLACK);
      expect(figures.ulcerIndex.value!).toBeLessThanOrEqual(SLACK - deepest);
      expect(figures.drawdownDeviation.value!).toBeLessThanOrEqual(
        figures.ulcerIndex.value! + SLACK,
      );
      expect(figures.averageDrawdown.value ?? deepest).toBeGreaterThanOrEqual(deepest - SLACK);
    });
    fc.assert(property, runs);
  });

  it('grow from drawdown at risk to conditional to entropic to the deepest', () => {
    const property = fc.property(columns, (returns) => {
      const { drawdownAtRisk95, cdar95, edar95, maxDrawdown, painIndex } = figuresOf(returns);
      if (returns.length < 20) {
        expect(cdar95.reason).toBe('too-few-observations');
        return;
      }
      expect(cdar95.value!).toBeGreaterThanOrEqual(painIndex.value! - SLACK);
      expect(cdar95.value!).toBeGreaterThanOrEqual(drawdownAtRisk95.value! - SLACK);
      expect(edar95.value!).toBeGreaterThanOrEqual(cdar95.value! - SLACK);
      expect(edar95.value!).toBeLessThanOrEqual(SLACK - maxDrawdown.value!);
    });
    fc.assert(property, runs);
  });

  it('recover in no more days than they last, and last no longer than the longest', () => {
    const property = fc.property(columns, (returns) => {
      const figures = figuresOf(returns);
      const { averageDrawdownDays, longestDrawdownDays, averageRecoveryDays } = figures;
      if (averageDrawdownDays.value === null) {
        expect(averageDrawdownDays.reason).toBe('no-drawdown');
        expect(longestDrawdownDays.value).toBe(0);
        return;
      }
      expect(averageDrawdownDays.value).toBeLessThanOrEqual(longestDrawdownDays.value!);
      expect(averageRecoveryDays.value ?? 0).toBeLessThanOrEqual(longestDrawdownDays.value!);
    });
    fc.assert(property, runs);
  });

  it('count no fall twice: a path and its copy after it have the falls of one and a long one', () => {
    const property = fc.property(columns, (returns) => {
      // Made good at once, so that the second copy begins at the peak of the first.
      const path = pricesFrom(1, returns);
      const gain = Math.max(...path) / path.at(-1)! - 1 + 1e-9;
      const once = figuresOf([...returns, gain]);
      const twice = figuresOf([...returns, gain, ...returns, gain]);
      if (once.averageDrawdown.value === null) return;
      expect(twice.averageDrawdown.value!).toBeCloseTo(once.averageDrawdown.value, 7);
      expect(twice.currentDrawdown.value).toBe(0);
    });
    fc.assert(property, runs);
  });
});
