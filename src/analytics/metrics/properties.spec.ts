import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { possible, runs, seed } from '../../../test/builders/propertyRuns.js';
import { buildSample } from '../../../test/builders/sample.js';
import { evaluate } from './evaluate.js';
import { METRIC_IDS } from './registry.js';
import { compound, ReturnColumn, type Sample } from './sample.js';

const dailyReturn = fc.double({ min: -0.5, max: 0.5, noNaN: true }).map(possible);
const pairs = fc.array(fc.tuple(dailyReturn, dailyReturn), { minLength: 1, maxLength: 150 });

function sampleOf(asset: number[], benchmark: number[], scale = 1, elapsedDays = 400): Sample {
  const prices = compound(Float64Array.from(asset)).map((price) => price * scale);
  return buildSample({ returns: asset, benchmark, prices, elapsedDays, riskFreeRate: 0.02 });
}

const split = (rows: [number, number][]): [number[], number[]] => [
  rows.map(([asset]) => asset),
  rows.map(([, benchmark]) => benchmark),
];

describe(`metrics, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, never both', () => {
    const property = fc.property(pairs, (rows) => {
      const figures = evaluate(sampleOf(...split(rows)));
      for (const id of METRIC_IDS) {
        const { value, reason } = figures[id];
        expect((value === null) !== (reason === null)).toBe(true);
        if (value !== null) expect(Number.isFinite(value)).toBe(true);
      }
    });
    fc.assert(property, runs);
  });

  it('stay within their bounds', () => {
    const property = fc.property(pairs, (rows) => {
      const { maxDrawdown, volatility, downsideDeviation, correlation, var95, cvar95 } = evaluate(
        sampleOf(...split(rows)),
        ['maxDrawdown', 'volatility', 'downsideDeviation', 'correlation', 'var95', 'cvar95'],
      );
      expect(maxDrawdown.value).toBeLessThanOrEqual(0);
      expect(maxDrawdown.value).toBeGreaterThanOrEqual(-1);
      expect(volatility.value ?? 0).toBeGreaterThanOrEqual(0);
      expect(downsideDeviation.value ?? 0).toBeGreaterThanOrEqual(0);
      expect(Math.abs(correlation.value ?? 0)).toBeLessThanOrEqual(1);
      if (var95.value !== null) expect(cvar95.value! - var95.value).toBeGreaterThanOrEqual(-1e-15);
      expect(var95.value === null).toBe(cvar95.value === null);
    });
    fc.assert(property, runs);
  });

  it('do not change when the price is quoted in other money', () => {
    const scales = fc.integer({ min: -20, max: 20 }).map((power) => 2 ** power);
    const property = fc.property(pairs, scales, (rows, scale) => {
      const [asset, benchmark] = split(rows);
      expect(evaluate(sampleOf(asset, benchmark, scale))).toEqual(
        evaluate(sampleOf(asset, benchmark)),
      );
    });
    fc.assert(property, runs);
  });

  it('make an asset its own benchmark: beta and correlation 1, alpha 0, exactly', () => {
    const property = fc.property(fc.array(dailyReturn, { minLength: 3, maxLength: 200 }), (r) => {
      const { beta, alpha, correlation } = evaluate(sampleOf(r, r), [
        'beta',
        'alpha',
        'correlation',
      ]);
      if (beta.value === null) expect(beta.reason).toBe('zero-variance-of-benchmark');
      else expect([beta.value, alpha.value, correlation.value]).toEqual([1, 0, 1]);
    });
    fc.assert(property, runs);
  });

  it('move beta by what is added of the benchmark', () => {
    const loads = fc.double({ min: -3, max: 3, noNaN: true });
    const property = fc.property(pairs, loads, (rows, load) => {
      const [asset, benchmark] = split(rows);
      const benchmarkColumn = new ReturnColumn(Float64Array.from(benchmark));
      fc.pre(rows.length >= 3 && benchmarkColumn.moments.standardDeviation > 1e-3);
      const shifted = asset.map((x, i) => (x + load * benchmark[i]!) / 8);
      const before = evaluate(sampleOf(asset, benchmark), ['beta']).beta.value!;
      const after = evaluate(sampleOf(shifted, benchmark), ['beta']).beta.value!;
      expect(Math.abs(8 * after - before - load)).toBeLessThan(1e-9);
    });
    fc.assert(property, runs);
  });

  it('do not depend on the order of days, path figures aside', () => {
    const property = fc.property(pairs, (rows) => {
      const ids = ['volatility', 'downsideDeviation', 'var95', 'cvar95'] as const;
      const forward = evaluate(sampleOf(...split(rows)), ids);
      const backward = evaluate(sampleOf(...split(rows.toReversed())), ids);
      for (const id of ids) {
        const [a, b] = [forward[id].value, backward[id].value];
        if (a === null || b === null) expect(a).toBe(b);
        else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * (1e-3 + Math.abs(a)));
      }
    });
    fc.assert(property, runs);
  });

  it('compound: four years of the growth rate come to the total return', () => {
    const property = fc.property(pairs, (rows) => {
      const [asset, benchmark] = split(rows);
      const { totalReturn, cagr } = evaluate(sampleOf(asset, benchmark, 1, 1461), [
        'totalReturn',
        'cagr',
      ]);
      const grown = Math.expm1(4 * Math.log1p(cagr.value!));
      expect(Math.abs(grown - totalReturn.value!)).toBeLessThanOrEqual(
        1e-12 * (1 + Math.abs(totalReturn.value!)),
      );
    });
    fc.assert(property, runs);
  });
});
