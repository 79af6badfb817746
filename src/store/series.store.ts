import type { PriceSeries } from '../domain/priceSeries.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { CopyReader } from './copy/copyReader.js';
import type { Database } from './database.js';
import { unpack } from './prices/packedSeries.js';
import { readBatches } from './seriesBatches.js';
import type { HistoryColumns } from './seriesColumns.js';

/** An asset's packed history with who it is of. */
export interface StoredSeries {
  readonly assetId: string;
  readonly symbol: string;
  readonly currency: string;
  readonly hash: string;
  readonly series: PriceSeries;
}

/** A series without its columns: enough to tell whether anything changed. */
export interface SeriesHeader {
  readonly assetId: string;
  readonly symbol: string;
  readonly hash: string;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  readonly length: number;
}

/** Reads packed histories: one row gives typed arrays. */
export class SeriesStore {
  constructor(private readonly database: Database) {}

  /** The headers of all active assets that have a history, by symbol. */
  headers(): Promise<SeriesHeader[]> {
    return this.database.session.query<SeriesHeader>(
      `select s.asset_id as "assetId", a.symbol, s.hash, s.first_date as "firstDate",
         s.last_date as "lastDate", s.length
       from price_series s join assets a on a.id = s.asset_id where a.active order by a.symbol`,
    );
  }

  /** The histories of all active assets, by symbol, in one binary COPY. */
  async loadAll(): Promise<StoredSeries[]> {
    const payload = await this.database.session.copyOut(
      `select a.id, a.symbol, a.currency, s.hash, s.dates, s.close, s.adjusted_close, s.volume
       from price_series s join assets a on a.id = s.asset_id where a.active order by a.symbol`,
    );
    const reader = new CopyReader(payload);
    const all: StoredSeries[] = [];
    while (reader.nextRow()) {
      const [assetId, symbol] = [reader.uuid(), reader.text()];
      const [currency, hash] = [reader.text(), reader.text()];
      const packed = {
        dates: reader.bytes(),
        close: reader.bytes(),
        adjustedClose: reader.bytes(),
        volume: reader.bytes(),
      };
      all.push({ assetId, symbol, currency, hash, series: unpack(packed) });
    }
    return all;
  }

  /** Dates and adjusted closes of many assets, as {@link readBatches}. */
  columnsOf(batches: readonly (readonly string[])[]): AsyncGenerator<HistoryColumns> {
    return readBatches(this.database, batches);
  }

  /** The history of one asset, active or not, or null when it has none. */
  async load(symbol: string): Promise<StoredSeries | null> {
    const [row] = await this.database.session.query<{
      assetId: string;
      symbol: string;
      currency: string;
      hash: string;
      dates: Uint8Array;
      close: Uint8Array;
      adjustedClose: Uint8Array;
      volume: Uint8Array;
    }>(
      `select a.id as "assetId", a.symbol, a.currency, s.hash, s.dates, s.close,
         s.adjusted_close as "adjustedClose", s.volume
       from price_series s join assets a on a.id = s.asset_id where a.symbol = $1`,
      [symbol],
    );
    if (row === undefined) return null;
    const { assetId, currency, hash } = row;
    return { assetId, symbol: row.symbol, currency, hash, series: unpack(row) };
  }
}
