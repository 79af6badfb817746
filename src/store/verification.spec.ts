import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LAST_DATE, SYMBOLS, barsOf, storeSmallMarket } from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { verify, type Discrepancy } from './verification.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  await storeSmallMarket(test.database);
});
afterAll(() => test.drop());

/** Rows of SPY alone. */
const OF_SPY = `asset_id = (select id from assets where symbol = 'SPY')`;
const flipped = (column: string): string =>
  `${column} = set_byte(${column}, 5, 255 - get_byte(${column}, 5))`;
const series = (change: string): string => `update price_series set ${change} where ${OF_SPY}`;
const SERIES = { symbol: 'SPY', table: 'price_series' } as const;
const FACTORS = { symbol: 'SPY', table: 'adjustment_factors' } as const;

const TAMPERED: [string, string, Omit<Discrepancy, 'message'>[], RegExp][] = [
  ...['dates', 'close', 'adjusted_close', 'volume'].map((column): (typeof TAMPERED)[number] => [
    `one byte of the packed ${column}`,
    series(flipped(column)),
    [SERIES],
    /not the ones that were written/,
  ]),
  [
    'a packed column with its hash put right',
    series(`${flipped('close')}, hash = encode(sha256(dates ||
      set_byte(close, 5, 255 - get_byte(close, 5)) || adjusted_close || volume), 'hex')`),
    [SERIES],
    /does not follow/,
  ],
  ['a hash', series(`hash = repeat('0', 64)`), [SERIES], /not the ones that were written/],
  ['a first date', series('first_date = first_date - 1'), [SERIES], /said to be of 61 bars/],
  ['a last date', series('last_date = last_date + 1'), [SERIES], /said to be of 61 bars/],
  ['a packed series', `delete from price_series where ${OF_SPY}`, [SERIES], /61 bars without/],
  ['all bars', `delete from prices where ${OF_SPY}`, [FACTORS, SERIES], /./],
  [
    'a factor’s last digit',
    `update adjustment_factors set split_factor = split_factor + 0.0000000000000001
     where ${OF_SPY} and from_date < '2024-01-15'`,
    [FACTORS],
    /differ from 2024-01-02 on: 2 stored, 2 derived/,
  ],
  [
    'a factor',
    `delete from adjustment_factors where ${OF_SPY} and from_date > '2024-01-15'`,
    [FACTORS],
    /1 stored, 2 derived/,
  ],
  [
    'a close',
    `update prices set close = close + 0.000001 where ${OF_SPY} and date = '2024-02-14'`,
    [SERIES],
    /does not follow/,
  ],
  [
    'a volume',
    `update prices set volume = volume + 1 where ${OF_SPY} and date = '${LAST_DATE}'`,
    [SERIES],
    /does not follow/,
  ],
  [
    'a bar',
    `delete from prices where ${OF_SPY} and date = '2024-02-14'`,
    [SERIES],
    /does not follow/,
  ],
  [
    'a dividend',
    `update corporate_actions set value = value * 2 where ${OF_SPY} and kind = 'dividend'`,
    [FACTORS, SERIES],
    /differ|follow/,
  ],
  [
    'a dividend above the price',
    `update corporate_actions set value = 100000 where ${OF_SPY} and kind = 'dividend'`,
    [FACTORS],
    /No factors follow.*not below the previous close/,
  ],
];

describe('verify', () => {
  it('finds nothing in what was stored, and counts it', async () => {
    const progress: string[] = [];
    const found = await verify(test.database, (done, total) => progress.push(`${done}/${total}`));
    const bars = SYMBOLS.length * barsOf(0).length;
    expect(found).toEqual({ assets: SYMBOLS.length, bars, discrepancies: [] });
    expect(progress).toEqual(['1/3', '2/3', '3/3']);
  });

  it.each(TAMPERED)('finds %s that was changed', async (_name, change, expected, message) => {
    const tables = ['prices', 'corporate_actions', 'adjustment_factors', 'price_series'];
    const { session } = test.database;
    for (const table of tables) {
      await session.execute(`create table kept_${table} as select * from ${table}`);
    }
    expect(await session.execute(change)).toBeGreaterThan(0);
    const { discrepancies } = await verify(test.database);
    for (const table of tables) {
      await session.execute(`delete from ${table}`);
      await session.execute(`insert into ${table} select * from kept_${table}`);
      await session.execute(`drop table kept_${table}`);
    }
    expect(discrepancies).toMatchObject(expected);
    expect(discrepancies).toHaveLength(expected.length);
    for (const found of discrepancies) expect(found.message).toMatch(message);
    expect((await verify(test.database)).discrepancies).toEqual([]);
  });
});
