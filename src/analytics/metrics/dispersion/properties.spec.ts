import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  columns,
  gridColumns,
  gridReturn,
  figuresOfReturns,
  isNear,
  malformed,
  scales,
} from '../../../../test/builders/properties.js';
import { runs, seed } from '../../../../test/builders/propertyRuns.js';
import { DISPERSION_METRICS } from './catalogue.js';

const figuresOf = (returns: readonly number[]) => figuresOfReturns(DISPERSION_METRICS, returns);

const SIZES = [
  'semiDeviation',
  'meanAbsoluteDeviation',
  'giniMeanDifference',
  'volatility',
] as const;
const SHAPES = ['autocorrelation', 'hurstExponent'] as const;

describe(`dispersion metrics, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, never minus zero', () => {
    const property = fc.property(columns, (returns) => {
      expect(malformed(figuresOf(returns))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  it('grow with the returns, or do not, exactly', () => {
    const property = fc.property(gridColumns, scales, (returns, scale) => {
      const figures = figuresOf(returns);
      const scaled = figuresOf(returns.map((value) => value * scale));
      for (const id of [...SIZES, 'downsidePotential'] as const) {
        expect([id, isNear(scaled[id].value!, figures[id].value! * scale, 0, 1e-14)]).toEqual([
          id,
          true,
        ]);
      }
      for (const id of [...SHAPES, 'upsideFrequency', 'downsideFrequency'] as const) {
        expect([id, isNear(scaled[id].value!, figures[id].value!, 0, 1e-12)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });

  it('do not see a return that is added to all', () => {
    const property = fc.property(gridColumns, gridReturn, (returns, shift) => {
      const figures = figuresOf(returns);
      const shifted = figuresOf(returns.map((value) => value + shift));
      for (const id of [...SIZES, ...SHAPES]) {
        expect([id, isNear(shifted[id].value!, figures[id].value!, 1)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });

  it('bound each other', () => {
    const property = fc.property(columns, (returns) => {
      const figures = figuresOf(returns);
      const n = returns.length;
      if (n < 2) return;
      const biased = figures.volatility.value! * Math.sqrt((n - 1) / n);
      const slack = 1e-12;
      expect(figures.semiDeviation.value!).toBeLessThanOrEqual(biased + slack);
      const distance = figures.meanAbsoluteDeviation.value!;
      expect(distance).toBeLessThanOrEqual(biased / Math.sqrt(252) + slack);
      const difference = figures.giniMeanDifference.value!;
      expect(difference).toBeLessThanOrEqual((2 * distance * n) / (n - 1) + slack);
      expect(difference).toBeGreaterThanOrEqual((distance * n) / (n - 1) - slack);
      expect(Math.abs(figures.autocorrelation.value ?? 0)).toBeLessThanOrEqual(1);
    });
    fc.assert(property, runs);
  });

  it('keep the smoothing index within 1/3 and 1', () => {
    const property = fc.property(gridColumns, (returns) => {
      const { value, reason } = figuresOf(returns).smoothingIndex;
      if (value === null) expect(reason).toBe('no-convergence');
      else expect(value >= 1 / 3 - 1e-12 && value <= 1).toBe(true);
    });
    fc.assert(property, { ...runs, numRuns: Math.ceil(runs.numRuns / 4) });
  });

  it('do not see the order of returns, where they are about size', () => {
    const property = fc.property(gridColumns, (returns) => {
      const [forward, sorted] = [figuresOf(returns), figuresOf(returns.toSorted((a, b) => a - b))];
      for (const id of [...SIZES, 'downsidePotential'] as const) {
        expect([id, isNear(sorted[id].value!, forward[id].value!, 0, 1e-12)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });
});
