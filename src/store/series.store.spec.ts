import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  FIRST_DATE,
  LAST_DATE,
  SYMBOLS,
  barsOf,
  storeSmallMarket,
} from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import { toEpochDay } from '../domain/tradingDate.js';
import { AssetStore } from './assets.store.js';
import { newId } from './entities/columns.js';
import { pack, seriesHash, writeSeries } from './prices/packedSeries.js';
import { SeriesStore, type StoredSeries } from './series.store.js';
import type { HistoryColumns } from './seriesColumns.js';

let test: TestDatabase;
let series: SeriesStore;
beforeAll(async () => {
  test = await openTestDatabase();
  series = new SeriesStore(test.database);
  await storeSmallMarket(test.database);
});
afterAll(() => test.drop());

/** Every history by asset. */
const histories = async (): Promise<ReadonlyMap<string, PriceSeries>> =>
  new Map((await series.loadAll()).map((it) => [it.assetId, it.series]));

/** Leaves an asset a session less. */
const shorten = (assetId: string, less: (column: string, bytes: number) => string) =>
  test.database.session.execute(
    `update price_series set length = length - 1, dates = ${less('dates', 4)},
       ${['close', 'adjusted_close', 'volume'].map((it) => `${it} = ${less(it, 8)}`).join(', ')}
     where asset_id = $1`,
    [assetId],
  );

async function restore(stored: readonly StoredSeries[]): Promise<void> {
  const { session } = test.database;
  await session.execute('delete from price_series');
  for (const { assetId, hash, symbol, ...it } of stored) {
    await writeSeries(session, assetId, it.series);
    expect((await series.load(symbol))?.hash).toBe(hash);
  }
}

async function only<T>(source: AsyncIterable<T>): Promise<T> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  expect(all).toHaveLength(1);
  return all[0]!;
}

function expectHistories(columns: HistoryColumns, all: ReadonlyMap<string, PriceSeries>): void {
  const { assetIds, dates, adjustedClose, offsets, dateStarts } = columns;
  for (const [i, id] of assetIds.entries()) {
    const [start, end] = [offsets[i]!, offsets[i + 1]!];
    const first = dateStarts[i]!;
    expect([...dates.subarray(first, first + end - start)]).toEqual([...all.get(id)!.dates]);
    expect([...adjustedClose.subarray(start, end)]).toEqual([...all.get(id)!.adjustedClose]);
  }
}

describe('SeriesStore', () => {
  it('gives each history as typed arrays, to the last bit of the stored bars', async () => {
    for (const [index, symbol] of SYMBOLS.entries()) {
      const stored = await series.load(symbol);
      const bars = barsOf(index);
      expect(stored).toMatchObject({ symbol, currency: 'USD' });
      expect(stored?.series.dates).toEqual(Int32Array.from(bars, ({ date }) => toEpochDay(date)));
      expect(stored?.series.close).toEqual(Float64Array.from(bars, (it) => it.close.toNumber()));
      expect(stored?.series.volume).toEqual(Float64Array.from(bars, (it) => Number(it.volume)));
      const ratio = (stored?.series.adjustedClose[0] ?? 0) / (stored?.series.close[0] ?? 0);
      expect(ratio).toBeLessThan(1 / (index + 2));
    }
  });

  it('reads all of them in one COPY as it reads each alone', async () => {
    const all = await series.loadAll();
    expect(all).toHaveLength(SYMBOLS.length);
    for (const one of all) {
      expect(await series.load(one.symbol)).toEqual(one);
      expect(seriesHash(pack(one.series))).toBe(one.hash);
    }
  });

  it('lays the total-return side of many out in one memory, dates shared or not', async () => {
    const stored = await series.loadAll();
    const [later, earlier] = [stored[1]!.assetId, stored[2]!.assetId];
    await shorten(later, (column, bytes) => `substr(${column}, ${bytes} + 1)`);
    await shorten(earlier, (column, bytes) => `substr(${column}, 1, (length - 1) * ${bytes})`);
    const all = await histories();
    const ids = [...all.keys()];
    for (const asked of [ids, ids.slice(1), ids.slice(0, 2), [later], [newId()], []]) {
      const columns = await only(series.columnsOf([asked]));
      expect([...columns.assetIds].sort()).toEqual(asked.filter((id) => all.has(id)).sort());
      expectHistories(columns, all);
      // What begins later has the last sessions of the longest; what ends earlier has its own.
      const lengths = columns.assetIds.map((id) => all.get(id)!.dates.length);
      const own = asked.includes(earlier) && asked.length > 1 ? all.get(earlier)!.dates.length : 0;
      expect(columns.dates).toHaveLength(Math.max(0, ...lengths) + own);
    }
    await restore(stored);
  });

  it('reads batches while others are used', async () => {
    const all = await histories();
    const ids = [...all.keys()];
    const batches = [ids, ...ids.map((id) => [id]), [], ids, ids.slice(1)];
    let batch = 0;
    for await (const columns of series.columnsOf(batches)) {
      expect([...columns.assetIds].sort()).toEqual([...batches[batch]!].sort());
      expectHistories(columns, all);
      batch += 1;
    }
    expect(batch).toBe(batches.length);
    expect(await series.columnsOf([]).next()).toMatchObject({ done: true });
  });

  it('ends its reading with whoever stops early, and tells of what breaks', async () => {
    const [[id]] = [[...(await histories()).keys()]];
    for (let i = 0; i < 8; i += 1) {
      for await (const { assetIds } of series.columnsOf([[id!], [id!], [id!]])) {
        expect(assetIds).toEqual([id]);
        break;
      }
    }
    const reading = series.columnsOf([[id!], ['no key'], [id!]]);
    expect((await reading.next()).done).toBe(false);
    await expect(reading.next()).rejects.toThrow('not a UUID');
    expect((await series.headers()).length).toBe(SYMBOLS.length);
  });

  it('reads several batches as of one moment where there are connections enough', async () => {
    const { session, kind } = test.database;
    if (kind === 'embedded') return;
    const stored = await series.loadAll();
    const all = await histories();
    for await (const columns of series.columnsOf([...all.keys()].map((id) => [id]))) {
      expectHistories(columns, all);
      await session.execute('update price_series set adjusted_close = close');
    }
    expect(await histories()).not.toEqual(all);
    await restore(stored);
  });

  it('tells of each in a header what is in it', async () => {
    const headers = await series.headers();
    const all = await series.loadAll();
    expect(headers).toEqual(
      all.map(({ assetId, symbol, hash }) => ({
        assetId,
        symbol,
        hash,
        firstDate: FIRST_DATE,
        lastDate: LAST_DATE,
        length: barsOf(0).length,
      })),
    );
  });

  it('gives arrays that are the reader’s own', async () => {
    const first = await series.load('SPY');
    first?.series.close.fill(0);
    const second = await series.load('SPY');
    expect(second?.series.close.every((close) => close > 0)).toBe(true);
  });

  it('has nothing of what it does not know or has no bar of', async () => {
    await new AssetStore(test.database).ensure(['EMPTY']);
    expect(await series.load('NOSUCH')).toBeNull();
    expect(await series.load('EMPTY')).toBeNull();
    expect((await series.headers()).map(({ symbol }) => symbol)).not.toContain('EMPTY');
  });

  it('leaves inactive assets out of the lists and still reads each', async () => {
    await new AssetStore(test.database).setUniverse(['SPY']);
    expect((await series.headers()).map(({ symbol }) => symbol)).toEqual(['SPY']);
    expect((await series.loadAll()).map(({ symbol }) => symbol)).toEqual(['SPY']);
    expect(await series.load('BRK-B')).not.toBeNull();
  });
});
