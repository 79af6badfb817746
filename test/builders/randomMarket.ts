import fc from 'fast-check';
import type { LedgerOptionsInput } from '../../src/analytics/backtest/ledger/options.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import type { ActionShape, AssetShape } from './market.js';

/** Sessions of one and a half years, thinned out so that months are short. */
export const SESSIONS: readonly string[] = sessionsBetween(
  tradingDate('2023-01-03'),
  tradingDate('2024-06-28'),
).filter((_, i) => i % 5 === 0 || i % 5 === 3);

/** Places that prices are rounded to: with few of them many products end in half a cent. */
const places = fc.constantFrom(2, 3, 17);
const step = fc.double({ min: -0.2, max: 0.2, noNaN: true });

const action = (dates: readonly string[]): fc.Arbitrary<ActionShape> =>
  fc.oneof(
    fc.tuple(
      fc.constantFrom(...dates.slice(1)),
      fc.constantFrom('dividend', 'capital_gain'),
      fc.integer({ min: 1, max: 2000 }).map((mills) => String(mills / 1000)),
    ),
    fc.tuple(
      fc.constantFrom(...dates.slice(1)),
      fc.constant('split'),
      fc.constantFrom('2', '10', '0.5', '0.33333333', '1.5'),
    ),
  );

/** Closes without gaps, as many as `length`, that wander. */
export function closes(length: number): fc.Arbitrary<number[]> {
  const steps = fc.array(step, { minLength: length, maxLength: length });
  return fc.record({ first: fc.integer({ min: 5, max: 200 }), steps, places }).map((walk) => {
    let price = walk.first;
    return walk.steps.map((change) => {
      price = Math.max(5, price * (1 + change));
      return walk.places === 17 ? price : Number(price.toFixed(walk.places));
    });
  });
}

/** An asset that may be listed late, leave early and have gaps. */
export function assetShapes(dates: readonly string[]): fc.Arbitrary<AssetShape> {
  const { length } = dates;
  return fc
    .record({
      close: closes(length),
      late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: length >> 2 })),
      early: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: length >> 2 })),
      gaps: fc.array(fc.nat({ max: length - 1 }), { maxLength: 3 }),
      actions: fc.uniqueArray(action(dates), { maxLength: 3, selector: ([date]) => date }),
    })
    .map(({ close, late, early, gaps, actions }) => ({
      close: close.map((value, i) =>
        i < late || i >= length - early || (gaps.includes(i) && i > late) ? null : value,
      ),
      // Adjusted closes are what the ledger takes them to be: here, some other prices.
      adjustedClose: close.map((value) => value * 0.7),
      actions,
    }));
}

const bps = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 }));
/** Costs of all kinds, any of them none. */
export const costs = fc.record({
  commissionFixed: fc.constantFrom(0, 0, 1, 4.95),
  commissionBps: bps,
  commissionPerShare: fc.constantFrom(0, 0.005),
  commissionPerShareMinimum: fc.constantFrom(0, 1),
  spreadBps: bps,
  slippageBps: bps,
  managementFeeAnnual: fc.constantFrom(0, 0.01),
  managementFeeTaken: fc.constantFrom('daily' as const, 'monthly' as const),
});

const flow = fc.record({
  kind: fc.constantFrom('contribution' as const, 'withdrawal' as const),
  amount: fc.constantFrom('100', '33.33', '2500'),
  frequency: fc.constantFrom('weekly' as const, 'monthly' as const, 'quarterly' as const),
  growthAnnual: fc.constantFrom(0, 0.03),
});

/** Options of all kinds. */
export const options: fc.Arbitrary<LedgerOptionsInput> = fc.record({
  initialCapital: fc.constantFrom('1000.01', '10000', '999999.99'),
  dividends: fc.constantFrom('adjusted', 'reinvest', 'cash', 'withdraw'),
  shares: fc.constantFrom('fractional', 'whole'),
  unlisted: fc.constantFrom('cash', 'redistribute'),
  decideOn: fc.constantFrom('previous-close', 'close'),
  costs,
  flows: fc.array(flow, { maxLength: 2 }),
});

/** Weights of this many assets that sum to 1 or less. */
export function weights(count: number): fc.Arbitrary<number[]> {
  const parts = fc.array(fc.nat({ max: 10 }), { minLength: count + 1, maxLength: count + 1 });
  return parts.map((list) => {
    const sum = list.reduce((total, part) => total + part, 0);
    return list.slice(0, count).map((part) => (sum === 0 ? 0 : part / sum));
  });
}
