import { expect } from '@jest/globals';
import { writeSeries } from '../../../src/store/prices/packedSeries.js';
import { AssetStore } from '../../../src/store/assets.store.js';
import { oneApplication } from '../oneApplication.js';
import type { Answered } from '../testApplication.js';

/** What an address answers, which it does with 200. */
export async function answered(url: string): Promise<Answered> {
  const answer = await (await oneApplication()).get(url);
  expect([url, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([url, 200, '']);
  return answer;
}

/** Stores closes as an asset's whole history, adjusted closes and all. */
export async function storeCloses(
  symbol: string,
  dates: Int32Array,
  closes: Float64Array,
): Promise<void> {
  const { database } = await oneApplication();
  const ids = await new AssetStore(database).ensure([symbol]);
  await writeSeries(database.session, ids.get(symbol)!, {
    dates,
    close: closes,
    adjustedClose: closes,
    volume: new Float64Array(closes.length),
  });
}
