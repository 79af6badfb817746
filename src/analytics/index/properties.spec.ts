import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markets, type GivenMarket } from '../../../test/builders/indexMarket.js';
import { Dec } from '../../domain/decimals.js';
import { requireIndexCloses, type IndexKind } from '../../domain/marketIndex.js';
import { FREQUENCIES } from '../../domain/resample.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import { cappedWeights } from './capping.js';
import { computeIndex } from './computeIndex.js';
import { priceAt } from './constituent.js';
import { indexEvents } from './events.js';
import type { IndexLedger } from './ledger.js';
import { RETURN_KINDS } from './parameters.js';
import { indexAllocations, indexCloses } from './publication.js';
import { datedWeights, type IndexStrategy } from './strategyWeights.js';
import { seed } from '../../../test/builders/propertyRuns.js';

const runs = { seed, numRuns: Number(process.env['FC_RUNS'] ?? 50) };

const parameters = fc.record({
  returnKind: fc.constantFrom(...RETURN_KINDS),
  frequency: fc.constantFrom(...FREQUENCIES),
  offsetSessions: fc.integer({ min: -3, max: 3 }),
  top: fc.option(fc.integer({ min: 1, max: 4 })),
  expenseRatio: fc.constantFrom(0, 0.01),
  carriedSessionsMax: fc.constantFrom(0, 2, 60),
});
const capParameters = fc.record({
  weightMax: fc.constantFrom(1, 0.5, 0.3),
  sharesFrequency: fc.option(fc.constantFrom(...FREQUENCIES)),
});
const kinds = fc.constantFrom<Exclude<IndexKind, 'strategy'>>('cap-weighted', 'equal-weighted');

/** An index of a kind that needs no strategy. */
interface Ruled {
  readonly kind: IndexKind;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const indices: fc.Arbitrary<Ruled> = fc
  .tuple(kinds, parameters, capParameters)
  .map(([kind, ofBoth, ofCap]) => ({
    kind,
    parameters: kind === 'cap-weighted' ? { ...ofBoth, ...ofCap } : ofBoth,
  }));

function compute({ histories, caps, from, to }: GivenMarket, ruled: Ruled): IndexLedger {
  return computeIndex({ ...ruled, baseDate: from, baseValue: '1000' }, histories, caps, { to });
}

const differ = (a: number, b: number): number =>
  Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
const worst = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, t) => Math.max(most, differ(x, b[t]!)), a.length === b.length ? 0 : Infinity);

/** Market value of what each change and action left, from holdings and prices alone. */
function valueFromHoldings({ changes, constituents }: IndexLedger): number {
  return changes.reduce((most, { after, session, valueAfter }) => {
    const value = after.members.reduce(
      (sum, i) => sum + after.units[i]! * priceAt(constituents[i]!, session),
      after.cash,
    );
    return Math.max(most, differ(value, valueAfter));
  }, 0);
}

describe(`indices, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('the divisor never moves the level', () => {
    fc.assert(
      fc.property(markets, indices, (market, ruled) => {
        const ledger = compute(market, ruled);
        expect(
          worst(
            ledger.levels,
            ledger.marketValues.map((v, t) => v / ledger.divisors[t]!),
          ),
        ).toBe(0);
        for (const event of indexEvents(ledger)) {
          expect(differ(event.levelBefore, event.levelAfter)).toBeLessThan(1e-12);
          expect(event.divisorAfter).toBeGreaterThan(0);
        }
        expect(valueFromHoldings(ledger)).toBeLessThan(1e-12);
      }),
      runs,
    );
  });

  it('each event begins at the divisor and the level that the one before has left', () => {
    fc.assert(
      fc.property(markets, indices, (market, ruled) => {
        const ledger = compute(market, {
          ...ruled,
          parameters: { ...ruled.parameters, expenseRatio: 0 },
        });
        const dates = Array.from(ledger.dates, fromEpochDay);
        let divisor = ledger.divisors[0]!;
        for (const event of indexEvents(ledger)) {
          // A rebalance ends where its parts have led, or is one step where it comes out of cash.
          const isJoined = (side: number): boolean => differ(side, divisor) < 1e-9;
          expect(isJoined(event.divisorBefore) || isJoined(event.divisorAfter)).toBe(true);
          if (event.kind !== 'rebalance') expect(isJoined(event.divisorBefore)).toBe(true);
          divisor = event.divisorAfter;
          const at = dates.indexOf(event.date);
          const told = [ledger.levels[at]!, ledger.levels[at - 1] ?? NaN];
          expect(told.some((level) => differ(level, event.levelBefore) < 1e-12)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('what a split changes is undone by its ratio', () => {
    fc.assert(
      fc.property(markets, indices, fc.integer({ min: 1, max: 149 }), (market, ruled, day) => {
        const [first, ...others] = market.histories;
        const { series } = first!;
        const exDay = series.dates[Math.min(day, series.dates.length - 1)]!;
        const action = { exDate: fromEpochDay(exDay), kind: 'split' as const, value: new Dec(4) };
        const close = series.close.map((price, t) =>
          series.dates[t]! < exDay ? price : price / 4,
        );
        const actions = first!.actions.map((it) =>
          it.kind === 'split' || it.exDate < action.exDate ? it : { ...it, value: it.value.div(4) },
        );
        const split = {
          ...first!,
          series: { ...series, close },
          actions: [...actions, action],
        };
        const cap = market.caps.get(first!.symbol)!;
        // Its shares are counted after the split where they were counted from its day on.
        const counted = cap.sharesOutstanding!.map((n, k) => (cap.dates[k]! < exDay ? n : n * 4));
        const caps = new Map(market.caps).set(first!.symbol, {
          ...cap,
          sharesOutstanding: counted,
        });
        const whole = compute(market, ruled);
        const parted = compute({ ...market, histories: [split, ...others], caps }, ruled);
        expect(worst(whole.levels, parted.levels)).toBeLessThan(1e-11);
      }),
      runs,
    );
  });

  it('scaling all capitalisations changes nothing', () => {
    fc.assert(
      fc.property(markets, indices, (market, ruled) => {
        const caps = new Map(
          [...market.caps].map(([symbol, cap]) => [
            symbol,
            { ...cap, sharesOutstanding: cap.sharesOutstanding!.map((n) => n * 1024) },
          ]),
        );
        const levels = compute({ ...market, caps }, ruled).levels;
        expect(worst(levels, compute(market, ruled).levels)).toBeLessThan(1e-13);
      }),
      runs,
    );
  });

  it('the order of assets makes no difference, to the bit', () => {
    fc.assert(
      fc.property(markets, indices, (market, ruled) => {
        const turned = { ...market, histories: market.histories.toReversed() };
        expect(compute(turned, ruled).levels).toEqual(compute(market, ruled).levels);
        expect(indexEvents(compute(turned, ruled))).toEqual(indexEvents(compute(market, ruled)));
      }),
      runs,
    );
  });

  it('one asset is its own path: as traded by splits, adjusted by everything', () => {
    fc.assert(
      fc.property(markets, indices, (market, ruled) => {
        const { series } = market.histories[0]!;
        const one = { ...market, histories: market.histories.slice(0, 1) };
        const told = { ...ruled.parameters, returnKind: 'total' as const, expenseRatio: 0 };
        const { levels, dates } = compute(one, {
          ...ruled,
          parameters: { ...told, carriedSessionsMax: 60 },
        });
        expect(dates).toEqual(series.dates);
        const path = series.adjustedClose.map((price) => (1000 * price) / series.adjustedClose[0]!);
        expect(worst(levels, path)).toBeLessThan(1e-12);
      }),
      runs,
    );
  });

  it('what is to come changes nothing that was', () => {
    fc.assert(
      fc.property(markets, indices, fc.integer({ min: 20, max: 140 }), (market, ruled, last) => {
        const whole = compute(market, ruled);
        const to = fromEpochDay(whole.dates[Math.min(last, whole.dates.length - 1)]!);
        const cut = compute({ ...market, to }, ruled);
        expect(worst(cut.levels, whole.levels.subarray(0, cut.levels.length))).toBe(0);
      }),
      runs,
    );
  });

  it('can be stored, and weights of a rebalance are at most the cap and sum to 1', () => {
    fc.assert(
      fc.property(markets, indices, (market, ruled) => {
        const ledger = compute(market, ruled);
        requireIndexCloses(indexCloses(ledger));
        const sums = new Map<string, number>();
        const counts = new Map<string, number>();
        const allocations = indexAllocations(ledger);
        for (const { date, weight } of allocations) {
          sums.set(date, (sums.get(date) ?? 0) + weight.toNumber());
          counts.set(date, (counts.get(date) ?? 0) + 1);
        }
        for (const sum of sums.values()) expect(Math.abs(sum - 1)).toBeLessThan(5e-8);
        const asked = Number(ruled.parameters['weightMax'] ?? 1);
        for (const { date, weight } of allocations) {
          const limit = Math.max(asked, 1 / counts.get(date)!);
          expect(weight.toNumber()).toBeLessThanOrEqual(limit + 1e-8);
        }
      }),
      runs,
    );
  });

  it('capped weights stay below the cap, sum to 1 and keep the order of sizes', () => {
    const sizes = fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.01, max: 1, noNaN: true }), (caps, asked) => {
        const { weights, factors, weightMax } = cappedWeights(Float64Array.from(caps), asked);
        expect(Math.abs(weights.reduce((sum, w) => sum + w, 0) - 1)).toBeLessThan(1e-12);
        const counted = caps.map((cap, i) => cap * factors[i]!);
        const total = counted.reduce((sum, c) => sum + c, 0);
        caps.forEach((cap, i) => {
          expect(weights[i]).toBeLessThanOrEqual(weightMax * (1 + 1e-12));
          expect(factors[i]).toBeLessThanOrEqual(1 + 1e-12);
          expect(differ(counted[i]! / total, weights[i]!)).toBeLessThan(1e-9);
          caps.forEach((other, j) => {
            if (cap > other) expect(weights[i]! >= weights[j]! * (1 - 1e-12)).toBe(true);
          });
        });
      }),
      runs,
    );
  });

  it('a strategy that holds one asset from the start is that asset', () => {
    fc.assert(
      fc.property(markets, (market) => {
        const { symbol, series } = market.histories[0]!;
        const strategy: IndexStrategy = datedWeights([
          { date: market.from, weights: new Map([[symbol, 1]]) },
        ]);
        const rule = {
          kind: 'strategy' as const,
          baseDate: market.from,
          baseValue: 1000,
          parameters: { returnKind: 'total', carriedSessionsMax: 60 },
        };
        const ledger = computeIndex(rule, market.histories, market.caps, market, strategy);
        const path = new Map(Array.from(series.dates, (day, t) => [day, series.adjustedClose[t]!]));
        for (const [t, day] of ledger.dates.entries()) {
          const price = path.get(day);
          if (price === undefined) continue;
          const level = (1000 * price) / series.adjustedClose[0]!;
          expect(differ(ledger.levels[t]!, level)).toBeLessThan(1e-12);
        }
      }),
      runs,
    );
  });
});
