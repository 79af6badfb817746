import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { possible, runs, seed } from '../../../../test/builders/propertyRuns.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { evaluate } from '../evaluate.js';
import type { Figure } from '../figure.js';
import type { MetricId } from '../registry.js';
import { RELATIVE_METRICS } from './catalogue.js';

const IDS: readonly MetricId[] = RELATIVE_METRICS.map(({ id }) => id);

/** Returns on a grid of 2^-12: sums and multiples of them are exact. */
const gridReturn = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 4096);
const anyReturn = fc.oneof(
  { weight: 6, arbitrary: gridReturn },
  { weight: 2, arbitrary: fc.double({ min: -0.999, max: 3, noNaN: true }).map(possible) },
  { weight: 1, arbitrary: fc.constantFrom(0, 0.01, -0.01) },
);
const pairs = (
  returns: fc.Arbitrary<number>,
  minLength: number,
): fc.Arbitrary<[number, number][]> =>
  fc.array(fc.tuple(returns, returns), { minLength, maxLength: 120 });

function relativeTo(
  returns: readonly number[],
  benchmark: readonly number[],
  riskFree: number | Float64Array = 0,
): Record<MetricId, Figure> {
  const ids: MetricId[] = [...IDS, 'volatility', 'meanReturnAnnual', 'sharpe'];
  return evaluate(buildSample({ returns, benchmark, riskFree }), ids);
}

const close = (value: number | null, expected: number): boolean =>
  value !== null && Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

describe(`figures beside a benchmark, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, and never minus zero', () => {
    const rates = fc.oneof(fc.constant(0), fc.double({ min: -0.01, max: 0.01, noNaN: true }));
    const property = fc.property(
      pairs(anyReturn, 1),
      rates,
      fc.boolean(),
      (rows, rate, isChanging) => {
        const changing = Float64Array.from(rows, (_, i) => rate * (1 + (i % 3)));
        const figures = relativeTo(
          rows.map(([asset]) => asset),
          rows.map(([, benchmark]) => benchmark),
          isChanging ? changing : rate,
        );
        for (const id of IDS) {
          const { value, reason } = figures[id];
          expect([id, value === null]).toEqual([id, reason !== null]);
          if (value !== null) expect([id, Number.isFinite(value)]).toEqual([id, true]);
          expect([id, Object.is(value, -0)]).toEqual([id, false]);
        }
      },
    );
    fc.assert(property, runs);
  });

  it('make an asset its own benchmark', () => {
    const columns = fc.array(gridReturn, { minLength: 60, maxLength: 200 });
    const property = fc.property(columns, (returns) => {
      const figures = relativeTo(returns, returns, 1 / 4096);
      const ones = [
        'beta',
        'betaBull',
        'betaBear',
        'timingRatio',
        'upCapture',
        'downCapture',
      ] as const;
      const more = ['captureRatio', 'rSquared', 'betaCoSkewness', 'betaCoKurtosis'] as const;
      for (const id of [...ones, ...more])
        expect([id, close(figures[id].value, 1)]).toEqual([id, true]);
      const nils = [
        'alpha',
        'trackingError',
        'activePremium',
        'battingAverage',
        'specificRisk',
      ] as const;
      for (const id of nils) expect([id, figures[id].value]).toEqual([id, 0]);
      for (const id of [
        'selectivity',
        'netSelectivity',
        'treynorMazuy',
        'henrikssonMerton',
      ] as const) {
        expect([id, close(figures[id].value, 0)]).toEqual([id, true]);
      }
      expect(close(figures.systematicRisk.value, figures.volatility.value!)).toBe(true);
      expect(close(figures.mSquared.value, figures.meanReturnAnnual.value!)).toBe(true);
    });
    fc.assert(property, runs);
  });

  it('move and scale with the asset as their definitions do', () => {
    const loads = fc.integer({ min: -8, max: 8 });
    const property = fc.property(pairs(gridReturn, 60), loads, (rows, load) => {
      const [asset, benchmark] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
      const before = relativeTo(asset, benchmark);
      const added = relativeTo(
        asset.map((a, i) => (a + load * benchmark[i]!) / 16),
        benchmark,
      );
      for (const id of [
        'beta',
        'betaBull',
        'betaBear',
        'betaCoSkewness',
        'betaCoKurtosis',
      ] as const) {
        const { value, reason } = before[id];
        if (value === null) expect([id, added[id].reason]).toEqual([id, reason]);
        // The benchmark's own skewness may be near 0: what divides by it loses digits.
        else
          expect(
            Math.abs(16 * added[id].value! - value - load) / (1 + Math.abs(value)),
          ).toBeLessThan(1e-8);
      }
      for (const id of [
        'specificRisk',
        'treynorMazuy',
        'henrikssonMerton',
        'selectivity',
      ] as const) {
        expect([id, close(16 * added[id].value!, before[id].value!)]).toEqual([id, true]);
      }
      const turned = relativeTo(
        asset.map((a) => -a),
        benchmark,
      );
      for (const id of ['coSkewness', 'coKurtosis', 'beta', 'treynorMazuy'] as const) {
        expect([id, close(turned[id].value, -before[id].value!)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });

  it('split risk and return without a rest', () => {
    const property = fc.property(pairs(gridReturn, 60), (rows) => {
      const [asset, benchmark] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
      const figures = relativeTo(asset, benchmark, 0.0002);
      const value = (id: MetricId): number => figures[id].value!;
      const parts = value('systematicRisk') ** 2 + value('specificRisk') ** 2;
      expect(close(parts, value('volatility') ** 2)).toBe(true);
      const excess = value('meanReturnAnnual') - 0.0002 * 252;
      expect(close(value('treynor') * value('beta'), excess)).toBe(true);
      expect(close(value('appraisalRatio') * value('specificRisk'), value('alpha'))).toBe(true);
      const riskOfBenchmark = value('systematicRisk') / Math.abs(value('beta'));
      expect(close(value('mSquared'), value('sharpe') * riskOfBenchmark + 0.0002 * 252)).toBe(true);
      expect(value('netSelectivity') <= value('selectivity') || meanOf(benchmark) < 0.0002).toBe(
        true,
      );
      expect(value('battingAverage')).toBeGreaterThanOrEqual(0);
      expect(value('battingAverage')).toBeLessThanOrEqual(1);
    });
    fc.assert(property, runs);
  });

  it('do not depend on the order of days', () => {
    const property = fc.property(pairs(gridReturn, 60), (rows) => {
      const of = (ordered: [number, number][]): Record<MetricId, Figure> =>
        relativeTo(
          ordered.map(([a]) => a),
          ordered.map(([, b]) => b),
        );
      const [forward, backward] = [of(rows), of(rows.toReversed())];
      for (const id of IDS.filter((it) => it !== 'betaCoSkewness')) {
        const { value, reason } = forward[id];
        if (value === null) expect([id, backward[id].reason]).toEqual([id, reason]);
        else expect([id, close(backward[id].value, value)]).toEqual([id, true]);
      }
    });
    fc.assert(property, runs);
  });
});

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
