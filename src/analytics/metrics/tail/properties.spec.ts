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
import { lossTail } from '../kernels/lossTail.js';
import { TAIL_METRICS } from './catalogue.js';

const figuresOf = (returns: readonly number[]) => figuresOfReturns(TAIL_METRICS, returns);

const IDS = TAIL_METRICS.map(({ id }) => id);
const PAIRS = [
  ['var95', 'cvar95'],
  ['var99', 'cvar99'],
  ['gaussianVar95', 'gaussianCvar95'],
  ['gaussianVar99', 'gaussianCvar99'],
  ['modifiedVar95', 'modifiedCvar95'],
  ['modifiedVar99', 'modifiedCvar99'],
] as const;

describe(`tail metrics, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, never minus zero', () => {
    const property = fc.property(columns, (returns) => {
      expect(malformed(figuresOf(returns))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  it('grow with the returns', () => {
    const property = fc.property(gridColumns, scales, (returns, scale) => {
      const figures = figuresOf(returns);
      const scaled = figuresOf(returns.map((value) => value * scale));
      for (const id of IDS) {
        const [before, after] = [figures[id].value, scaled[id].value];
        if (before === null) expect(scaled[id].reason).toBe(figures[id].reason);
        else expect([id, isNear(after!, before * scale, scale, 1e-12)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });

  it('fall by a return that is added to all', () => {
    const property = fc.property(gridColumns, gridReturn, (returns, shift) => {
      const figures = figuresOf(returns);
      const shifted = figuresOf(returns.map((value) => value + shift));
      for (const id of IDS) {
        const [before, after] = [figures[id].value, shifted[id].value];
        if (before === null) expect(shifted[id].reason).toBe(figures[id].reason);
        else expect([id, isNear(after!, before - shift, 1)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });

  it('never put the mean of a tail before its edge', () => {
    const property = fc.property(columns, (returns) => {
      const figures = figuresOf(returns);
      for (const [edge, mean] of PAIRS) {
        const [edgeLoss, meanLoss] = [figures[edge].value, figures[mean].value];
        expect(edgeLoss === null).toBe(meanLoss === null);
        if (edgeLoss !== null) expect(meanLoss! - edgeLoss).toBeGreaterThanOrEqual(-1e-12);
      }
    });
    fc.assert(property, runs);
  });

  it('put the entropic value at risk between the mean of the worst twentieth and the worst', () => {
    const property = fc.property(columns, (returns) => {
      const { value } = figuresOf(returns).evar95;
      if (value === null) return;
      const losses = Float64Array.from(returns, (x) => -x);
      expect(value).toBeGreaterThanOrEqual(lossTail(losses, 20).mean - 1e-12);
      expect(value).toBeLessThanOrEqual(Math.max(...losses) + 1e-12);
    });
    fc.assert(property, runs);
  });

  it('are no worse for half of each of two funds than for the worse fund: entropic', () => {
    const property = fc.property(gridColumns, gridColumns, (one, other) => {
      const n = Math.min(one.length, other.length);
      const mix = Array.from({ length: n }, (_, i) => (one[i]! + other[i]!) / 2);
      const [first, second, both] = [one.slice(0, n), other.slice(0, n), mix].map(
        (returns) => figuresOf(returns).evar95.value!,
      );
      expect(both!).toBeLessThanOrEqual((first! + second!) / 2 + 1e-10);
    });
    fc.assert(property, runs);
  });
});
