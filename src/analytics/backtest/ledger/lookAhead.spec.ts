import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { run } from '../../../../test/builders/ledger.js';
import { buildMarket, decidedBy, type AssetShape } from '../../../../test/builders/market.js';
import { runs as allRuns, seed } from '../../../../test/builders/propertyRuns.js';
import * as random from '../../../../test/builders/randomMarket.js';
import type { BacktestLedger } from './ledger.js';

const runs = { seed, numRuns: allRuns.numRuns / 4 };

const DATES = random.SESSIONS.slice(0, 24);

/** Chases the asset that rose most between the last two closes that it knows. */
const chase = decidedBy('Chase', () => ({ history, isTradable }) => {
  const rises = [0, 1, 2].map((asset) => history.returns(asset, 1)?.[0] ?? -1);
  const best = rises.indexOf(Math.max(...rises));
  return isTradable(best) ? Float64Array.from(rises, (_, i) => (i === best ? 0.9 : 0.05)) : null;
});

/** A ledger up to and with a day, as text. */
function upTo(
  { days, trades, allocations, dividends, flows }: BacktestLedger,
  day: number,
): string {
  const count = days.dates.indexOf(day) + 1;
  const columns = [days.equityCents, days.cashCents, days.feesToDateCents, days.externalFlowCents];
  const before = (list: readonly { day: number }[]) => list.filter((row) => row.day <= day);
  return JSON.stringify([
    columns.map((column) => [...column.subarray(0, count)]),
    [trades, dividends, flows].map(before),
    allocations.filter((row) => row.day <= day).map(({ weights }) => [...weights]),
  ]);
}

describe(`no look-ahead, seed ${seed}`, () => {
  const shapes = fc.tuple(random.assetShapes(DATES), random.assetShapes(DATES));
  const cut = fc.integer({ min: DATES.length >> 1, max: DATES.length - 2 });
  const whole = random.closes(DATES.length);

  it('other prices after a close change no day, trade or weight up to it', () => {
    fc.assert(
      fc.property(shapes, whole, random.options, cut, whole, ([a, b], close, options, k, other) => {
        const changed = (shape: AssetShape): AssetShape => ({
          ...shape,
          adjustedClose: shape.adjustedClose!.map((value, i) => (i > k ? other[i]! : value)),
          close: shape.close.map((value, i) => (i > k && value !== null ? other[i]! : value)),
        });
        const flat: AssetShape = { close, adjustedClose: close };
        const day = (market: ReturnType<typeof buildMarket>): number => market.dates[k]!;
        const market = buildMarket(DATES, { A: a, B: b, C: flat });
        const later = buildMarket(DATES, { A: changed(a), B: changed(b), C: changed(flat) });
        const [first, second] = [market, later].map((m) => run(m, [0, 0, 0], options, chase));
        expect(upTo(second!, day(market))).toBe(upTo(first!, day(market)));
      }),
      runs,
    );
  });

  it('a shorter history has the same days', () => {
    fc.assert(
      fc.property(shapes, whole, random.options, cut, ([a, b], close, options, k) => {
        const until = (shape: AssetShape): AssetShape => ({
          ...shape,
          close: shape.close.slice(0, k + 1),
          adjustedClose: shape.adjustedClose!.slice(0, k + 1),
        });
        const flat: AssetShape = { close, adjustedClose: close };
        const market = buildMarket(DATES, { A: a, B: b, C: flat });
        const dates = DATES.slice(0, k + 1);
        const shorter = buildMarket(dates, { A: until(a), B: until(b), C: until(flat) });
        // Flows come at the ends of periods, which a calendar's last session knows from the exchange.
        const plain = { ...options, flows: [], costs: { commissionBps: 5 } };
        const [first, second] = [market, shorter].map((m) => run(m, [0, 0, 0], plain, chase));
        expect(upTo(second!, market.dates[k]!)).toBe(upTo(first!, market.dates[k]!));
      }),
      runs,
    );
  });
});
