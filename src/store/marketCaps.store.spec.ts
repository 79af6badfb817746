import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addAssets } from '../../test/store/people.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { addDays, toEpochDay, tradingDate } from '../domain/tradingDate.js';
import { newId } from './entities/columns.js';
import { MarketCapReader } from './marketCaps.reader.js';
import { MarketCapStore, writeMarketCaps, type MarketCapRow } from './marketCaps.store.js';

const FIRST = tradingDate('2020-01-02');
const day = (i: number) => addDays(FIRST, i);

let test: TestDatabase;
let store: MarketCapStore;
let reader: MarketCapReader;
let spy: string;
let agg: string;
beforeAll(async () => {
  test = await openTestDatabase();
  [store, reader] = [new MarketCapStore(test.database), new MarketCapReader(test.database)];
  [spy, agg] = (await addAssets(test.database, ['SPY', 'AGG', '^GSPC'])) as [string, string];
});
afterAll(() => test.drop());
beforeEach(() => test.database.session.execute('delete from market_cap_data'));

const row = (assetId: string, i: number, changes: Partial<MarketCapRow> = {}): MarketCapRow => ({
  assetId,
  date: day(i),
  marketCap: '503000000000.12',
  sharesOutstanding: 1_000_000_000n + BigInt(i),
  source: 'csv',
  ...changes,
});

describe('capitalisations', () => {
  it('come back by symbol, ascending, as columns', async () => {
    const capOnly = { sharesOutstanding: null };
    const rows = [row(spy, 5), row(agg, 1, capOnly), row(spy, 1, capOnly), row(agg, 0, capOnly)];
    expect(await store.write(rows)).toBe(4);
    const histories = await reader.histories(null);
    expect([...histories.keys()]).toEqual(['AGG', 'SPY']);
    const first = toEpochDay(FIRST);
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;
    expect(histories.get('AGG')).toEqual({
      dates: Int32Array.of(first, first + 1),
      marketCaps: Float64Array.of(503000000000.12, 503000000000.12),
      sharesOutstanding: null,
      hash,
    });
    expect(histories.get('SPY')).toEqual({
      dates: Int32Array.of(first + 1, first + 5),
      marketCaps: Float64Array.of(503000000000.12, 503000000000.12),
      sharesOutstanding: Float64Array.of(NaN, 1_000_000_005),
      hash,
    });
  });

  it('are read of the symbols that are asked for', async () => {
    await store.write([row(spy, 0), row(agg, 0)]);
    expect([...(await reader.histories(['SPY', '^GSPC', 'NONE'])).keys()]).toEqual(['SPY']);
    expect(await reader.histories([])).toEqual(new Map());
    expect(await reader.histories(["'; drop table assets"])).toEqual(new Map());
  });

  it('are written once, and again where they differ', async () => {
    await store.write([row(spy, 0), row(agg, 0)]);
    expect(await store.write([row(spy, 0), row(agg, 0)])).toBe(0);
    expect(await store.write([row(spy, 0, { marketCap: '1' }), row(spy, 1)])).toBe(2);
    expect((await reader.histories(['SPY'])).get('SPY')?.marketCaps).toEqual(
      Float64Array.of(1, 503000000000.12),
    );
    expect(await store.write([])).toBe(0);
  });

  it("have a hash that changes with the asset's own rows alone", async () => {
    await store.write([row(spy, 0), row(agg, 0)]);
    const before = await reader.hashes(null);
    expect([...before.keys()]).toEqual(['AGG', 'SPY']);
    await store.write([row(spy, 0, { source: 'yahoo' })]);
    expect(await reader.hashes(null)).toEqual(before);
    await store.write([row(spy, 0, { sharesOutstanding: null })]);
    const after = await reader.hashes(['SPY', 'AGG']);
    expect(after.get('AGG')).toBe(before.get('AGG'));
    expect(after.get('SPY')).not.toBe(before.get('SPY'));
    expect((await reader.histories(['SPY'])).get('SPY')?.hash).toBe(after.get('SPY'));
  });

  it('are listed by asset with the newest', async () => {
    expect(await reader.list()).toEqual([]);
    await store.write([row(spy, 0), row(spy, 3, { source: 'import', sharesOutstanding: null })]);
    expect(await reader.list()).toEqual([
      {
        symbol: 'SPY',
        rows: 2,
        firstDate: day(0),
        lastDate: day(3),
        marketCap: '503000000000.12',
        sharesOutstanding: null,
        sources: ['csv', 'import'],
      },
    ]);
  });

  it('are known by their newest row of a source, and from a date on', async () => {
    expect(await reader.known(spy, 'csv')).toEqual({ newest: null, netAssets: null });
    const [first, second] = [row(spy, 0), row(spy, 3)];
    await store.write([first, second, row(spy, 5, { source: 'import' })]);
    const { newest } = await reader.known(spy, 'csv');
    expect([newest?.date, newest?.marketCap.toFixed(), newest?.sharesOutstanding]).toEqual([
      day(3),
      '503000000000.12',
      1_000_000_003n,
    ]);
    const datesFrom = async (i: number) =>
      (await reader.rowsFrom(spy, day(i))).map(({ date }) => date);
    expect(await datesFrom(4)).toEqual([day(3), day(5)]);
    expect(await datesFrom(3)).toEqual([day(0), day(3), day(5)]);
    expect(await datesFrom(0)).toEqual([day(0), day(3), day(5)]);
    expect(await reader.rowsFrom(agg, day(0))).toEqual([]);
  });

  it("are undone with the caller's transaction", async () => {
    const work = test.database.transaction(async (session) => {
      expect(await writeMarketCaps(session, [row(spy, 0)])).toBe(1);
      throw new Error('interrupted');
    });
    await expect(work).rejects.toThrow('interrupted');
    expect(await reader.histories(null)).toEqual(new Map());
  });

  it.each<readonly [string, Partial<MarketCapRow>, object]>([
    ['of nothing', { marketCap: '0' }, { detail: { field: 'marketCap' } }],
    ['below zero', { marketCap: -5 }, { detail: { field: 'marketCap' } }],
    ['too large', { marketCap: `1${'0'.repeat(18)}` }, { detail: { field: 'marketCap' } }],
    ['without shares', { sharesOutstanding: 0n }, { detail: { field: 'sharesOutstanding' } }],
    ['of no one', { assetId: newId() }, { code: 'ASSET_UNKNOWN' }],
    ['given twice', { date: day(1) }, { code: 'DATE_REPEATED' }],
  ])('are refused where one is %s, and none is stored', async (_, changes, refusal) => {
    const write = async () => store.write([row(spy, 1), row(spy, 0, changes)]);
    await expect(write()).rejects.toMatchObject(refusal);
    expect(await reader.histories(null)).toEqual(new Map());
  });
});
