import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { history, shares } from '../../../test/builders/indexMarket.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import type { CapHistory } from '../../domain/capitalisation.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { computeIndex } from './computeIndex.js';
import type { ConstituentHistory } from './constituent.js';
import { indexEvents } from './events.js';
import type { IndexLedger } from './ledger.js';
import { indexAllocations } from './publication.js';

type Row = Readonly<Record<string, string>>;

function rowsOf(name: string): Row[] {
  const text = readFileSync(sharedData(`data/index_capweight/${name}`)!, 'utf8');
  return parse(text, { columns: true, skip_empty_lines: true });
}

const [FRIDAY, MONDAY] = ['2020-11-27', '2020-11-30'] as const;

/** The fund's basket as an index: weighted by what it holds of each constituent. */
function basket(rows: readonly Row[], parameters: Record<string, unknown>): IndexLedger {
  const histories: ConstituentHistory[] = rows.map((row) =>
    history(row['symbol']!, [
      [FRIDAY, Number(row['close_20201127'])],
      [MONDAY, Number(row['close_20201130'])],
    ]),
  );
  const caps = new Map<string, CapHistory>(
    rows.map((row) => [
      row['symbol']!,
      shares(
        [FRIDAY, Number(row['shares_held_20201127'])],
        [MONDAY, Number(row['shares_held_20201130'])],
      ),
    ]),
  );
  const definition = {
    kind: 'cap-weighted' as const,
    baseDate: tradingDate(FRIDAY),
    baseValue: 100,
    parameters,
  };
  return computeIndex(definition, histories, caps, { to: tradingDate(MONDAY) });
}

/** Symbols whose weight is not the published one to 1e-6, of the part of the fund that is listed. */
function disagreeing(rows: readonly Row[], date: typeof FRIDAY | typeof MONDAY): string[] {
  const column = `published_weight_${date.replaceAll('-', '')}`;
  const published = new Map(rows.map((row) => [row['symbol']!, Number(row[column])]));
  const listed = [...published.values()].reduce((sum, weight) => sum + weight, 0);
  const held = indexAllocations(basket(rows, { frequency: 'daily' }));
  const ofDate = held.filter((allocation) => allocation.date === date);
  expect(ofDate).toHaveLength(rows.length);
  return ofDate
    .filter(({ symbol, weight }) => {
      return Math.abs(weight.toNumber() * listed - published.get(symbol)!) > 1e-6;
    })
    .map(({ symbol }) => symbol);
}

describeWithSharedData('the basket of SPY', () => {
  const rows = rowsOf('SPY_constituents_20201127_20201130.csv');
  const ofMonday = rows.filter(({ symbol }) => symbol !== 'MKC');

  it('has the published weights on 27 November 2020, all 414', () => {
    expect(rows).toHaveLength(414);
    expect(disagreeing(rows, FRIDAY)).toEqual([]);
  });

  it('has them on 30 November but for MKC, whose shares are already those after its split', () => {
    expect(disagreeing(ofMonday, MONDAY)).toEqual([]);
    const asTraded = rows.map((row) =>
      row['symbol'] === 'MKC'
        ? { ...row, shares_held_20201130: String(Number(row['shares_held_20201130']) / 2) }
        : row,
    );
    expect(disagreeing(asTraded, MONDAY)).toEqual([]);
    expect(disagreeing(rows, MONDAY)).toContain('MKC');
  });

  it('moves as it was computed, and within a basis point of the S&P 500', () => {
    const expected = rowsOf('SPY_basket_vs_index_expected.csv')[1]!;
    const { returns, marketValues } = basket(rows, {});
    expect(returns[1]).toBeCloseTo(Number(expected['basket_return_since_20201127']), 8);
    expect(marketValues[1]! / Number(expected['basket_value'])).toBeCloseTo(1, 7);
    const difference = returns[1]! - Number(expected['SP500_return_since_20201127']);
    expect(Math.abs(difference)).toBeLessThan(1e-4);
  });

  it('does not move when its shares do', () => {
    const ledger = basket(rows, { frequency: 'daily' });
    const changed = indexEvents(ledger).filter(({ kind }) => kind === 'shares');
    expect(changed.length).toBeGreaterThan(400);
    for (const { levelBefore, levelAfter } of changed) {
      expect(Math.abs(levelAfter / levelBefore - 1)).toBeLessThan(1e-12);
    }
  });
});

describeWithSharedData('the gold of GLD', () => {
  const rows = rowsOf('GLD_nav_aum_normalised.csv').filter(
    (row) => Number(row['close']) > 0 && Number(row['implied_shares_outstanding']) > 0,
  );

  it('is an index that follows the price while its shares come and go', () => {
    const gold = history(
      'GLD',
      rows.map((row) => [row['date']!, Number(row['close'])]),
    );
    const known = shares(
      ...rows.map((row) => [row['date']!, Number(row['implied_shares_outstanding'])] as const),
    );
    const definition = {
      kind: 'cap-weighted' as const,
      baseDate: tradingDate(rows[0]!['date']!),
      baseValue: 1000,
      parameters: { frequency: 'yearly', sharesFrequency: 'daily' },
    };
    const to = tradingDate(rows.at(-1)!['date']!);
    const ledger = computeIndex(definition, [gold], new Map([['GLD', known]]), { to });
    const { levels, marketValues } = ledger;
    expect(levels).toHaveLength(rows.length);
    const first = Number(rows[0]!['close']);
    rows.forEach((row, t) => {
      const close = Number(row['close']);
      expect(Math.abs(levels[t]! / ((1000 * close) / first) - 1)).toBeLessThan(1e-12);
      // The value of a day's close counts the shares that were known at the close before.
      const before = Number(rows[Math.max(0, t - 1)]!['implied_shares_outstanding']);
      expect(Math.abs(marketValues[t]! / (before * close) - 1)).toBeLessThan(1e-12);
    });
    const changes = indexEvents(ledger).filter(({ kind }) => kind === 'shares');
    expect(changes.length).toBeGreaterThan(1000);
  });
});
