import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  FIRST_DATE,
  LAST_DATE,
  SYMBOLS,
  barsOf,
  storeSmallMarket,
} from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { toEpochDay } from '../domain/tradingDate.js';
import { AssetStore } from './assets.store.js';
import { newId } from './entities/columns.js';
import { pack, seriesHash, writeSeries } from './prices/packedSeries.js';
import { HistoryMemory, SeriesStore } from './series.store.js';

let test: TestDatabase;
let series: SeriesStore;
beforeAll(async () => {
  test = await openTestDatabase();
  series = new SeriesStore(test.database);
  await storeSmallMarket(test.database);
});
afterAll(() => test.drop());

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
    const { session } = test.database;
    const one = (await series.load('SPY'))!;
    // One asset has a session less than the others, and so dates of its own.
    await session.execute(
      `update price_series set length = length - 1, dates = substr(dates, 5),
         close = substr(close, 9), adjusted_close = substr(adjusted_close, 9),
         volume = substr(volume, 9) where asset_id = $1`,
      [one.assetId],
    );
    const all = new Map((await series.loadAll()).map((it) => [it.assetId, it.series]));
    const ids = [...all.keys()];
    const memory = new HistoryMemory();
    for (const asked of [ids, ids.slice(1), ids.slice(0, 1), [newId()], []]) {
      const columns = await series.loadColumns(asked, memory);
      const { assetIds, dates, adjustedClose, offsets, dateStarts } = columns;
      expect([...assetIds].sort()).toEqual(asked.filter((id) => all.has(id)).sort());
      for (const [i, id] of assetIds.entries()) {
        const [start, end] = [offsets[i]!, offsets[i + 1]!];
        const first = dateStarts[i]!;
        expect([...dates.subarray(first, first + end - start)]).toEqual([...all.get(id)!.dates]);
        expect([...adjustedClose.subarray(start, end)]).toEqual([...all.get(id)!.adjustedClose]);
      }
      // Those of one session less stand there beside those that all others share.
      const own = new Set(dateStarts).size;
      expect(own).toBe(Math.min(assetIds.length, asked.includes(one.assetId) ? 2 : 1));
    }
    await session.execute('delete from price_series where asset_id = $1', [one.assetId]);
    const { assetId, hash } = one;
    await writeSeries(session, assetId, one.series);
    expect((await series.load('SPY'))?.hash).toBe(hash);
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
