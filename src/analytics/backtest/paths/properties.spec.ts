import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sessionsBetween } from '../../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { compound } from '../../metrics/sample.js';
import { fillPaths } from './fillPaths.js';
import { pathJob, REBALANCES, type PathJob, type Rebalance } from './pathJob.js';
import { pathPrices } from './pathPrices.js';
import { seed } from '../../../../test/builders/propertyRuns.js';

const options = { seed, numRuns: 100 };

const calendar = Int32Array.from(
  sessionsBetween(tradingDate('2019-11-01'), tradingDate('2021-02-26')),
  toEpochDay,
);

interface Case {
  readonly columns: Float64Array[];
  readonly weights: number[];
  readonly rebalance: Rebalance;
  readonly costBps: number;
}

const cases: fc.Arbitrary<Case> = fc
  .record({ assets: fc.integer({ min: 1, max: 12 }), sessions: fc.integer({ min: 1, max: 120 }) })
  .chain(({ assets, sessions }) => {
    const returns = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), {
      minLength: sessions - 1,
      maxLength: sessions - 1,
    });
    const parts = fc.integer({ min: 0, max: 100 });
    return fc.record({
      columns: fc.array(
        returns.map((values) => compound(Float64Array.from(values))),
        { minLength: assets, maxLength: assets },
      ),
      // In sum at most 1: the part beside the assets' own stays cash.
      weights: fc
        .array(parts, { minLength: assets + 1, maxLength: assets + 1 })
        .map((all) => all.slice(1).map((part) => part / Math.max(1, sum(all)))),
      rebalance: fc.constantFrom(...REBALANCES),
      costBps: fc.integer({ min: 0, max: 500 }),
    });
  });

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

function jobOf({ columns, weights, rebalance, costBps }: Case, initialCapital = 1): PathJob {
  const dates = calendar.subarray(0, columns[0]!.length);
  const assets = columns.map((adjustedClose, i) => ({ symbol: `A${i}`, adjustedClose }));
  return pathJob({
    prices: pathPrices(dates, assets),
    weights: Float64Array.from(weights),
    rebalance,
    costBps,
    initialCapital,
  });
}

function pathOf(it: Case, initialCapital = 1): Float64Array {
  const job = jobOf(it, initialCapital);
  const path = new Float64Array(job.sessions);
  fillPaths(job, path);
  return path;
}

/** A session at a time; what is left after costs is found by halving. */
function plainPathOf(it: Case): Float64Array {
  const trades = new Set(jobOf(it).trades);
  const rate = it.costBps / 10_000;
  let units = it.weights.map(() => 0);
  let cash = 1;
  return it.columns[0]!.map((_, session) => {
    const held = units.map((unit, k) => unit * it.columns[k]![session]!);
    const equity = cash + sum(held);
    if (!trades.has(session)) return equity;
    const costsAt = (x: number) =>
      rate * sum(held.map((value, k) => Math.abs(it.weights[k]! * x - value)));
    let [low, left] = [0, equity];
    for (let step = 0; step < 100; step += 1) {
      const middle = (low + left) / 2;
      if (middle + costsAt(middle) > equity) left = middle;
      else low = middle;
    }
    if (rate === 0) left = equity;
    units = it.weights.map((weight, k) => (weight * left) / it.columns[k]![session]!);
    cash = left - sum(it.weights.map((weight) => weight * left));
    return left;
  });
}

function expectNear(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(tolerance);
  });
}

describe(`equity paths, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are those that a session at a time comes to, costs found by halving', () => {
    const property = fc.property(cases, (it) => {
      expectNear(pathOf(it), plainPathOf(it), 1e-10);
    });
    fc.assert(property, options);
  });

  it('scale with the capital that they begin with', () => {
    const property = fc.property(
      cases,
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      (it, capital) => {
        const one = pathOf(it);
        expectNear(
          pathOf(it, capital),
          one.map((value) => value * capital),
          1e-11,
        );
      },
    );
    fc.assert(property, options);
  });

  it('do not see in what money an asset is quoted', () => {
    const property = fc.property(
      cases,
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (it, scale) => {
        const columns = it.columns.map((column, i) =>
          i === 0 ? column.map((x) => x * scale) : column,
        );
        expectNear(pathOf({ ...it, columns }), pathOf(it), 1e-11);
      },
    );
    fc.assert(property, options);
  });

  it('of identical assets are that asset, however it is rebalanced without costs', () => {
    const property = fc.property(cases, (it) => {
      const column = it.columns[0]!;
      const columns = it.columns.map(() => column);
      const cash = 1 - sum(it.weights);
      const held = { ...it, columns, costBps: 0 };
      const single = { ...held, columns: [column], weights: [Math.min(1, 1 - cash)] };
      expectNear(pathOf(held), pathOf(single), 1e-11);
    });
    fc.assert(property, options);
  });

  it("of a single asset are the asset's total return", () => {
    const property = fc.property(cases, (it) => {
      const column = it.columns[0]!;
      expectNear(pathOf({ ...it, columns: [column], weights: [1], costBps: 0 }), column, 1e-10);
    });
    fc.assert(property, options);
  });

  it('are never higher for dearer trades', () => {
    const property = fc.property(cases, fc.integer({ min: 1, max: 500 }), (it, more) => {
      const cheap = pathOf(it);
      pathOf({ ...it, costBps: it.costBps + more }).forEach((value, i) => {
        expect(value).toBeLessThanOrEqual(cheap[i]! * (1 + 1e-11));
      });
    });
    fc.assert(property, options);
  });

  it('do not depend on the order of assets', () => {
    const property = fc.property(cases, fc.nat(), (it, by) => {
      const rotated = <T>(values: readonly T[]): T[] => {
        const from = by % values.length;
        return [...values.slice(from), ...values.slice(0, from)];
      };
      const other = { ...it, columns: rotated(it.columns), weights: rotated(it.weights) };
      expectNear(pathOf(other), pathOf(it), 1e-11);
    });
    fc.assert(property, options);
  });

  it('do not know what comes later', () => {
    const property = fc.property(cases, fc.nat(), (it, at) => {
      const known = (at % it.columns[0]!.length) + 1;
      const columns = it.columns.map((column) => column.slice(0, known));
      expect([...pathOf({ ...it, columns })]).toEqual([...pathOf(it).slice(0, known)]);
    });
    fc.assert(property, options);
  });
});
