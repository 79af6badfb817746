import type { PriceSeries } from '../domain/priceSeries.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { CopyReader } from './copy/copyReader.js';
import type { Database } from './database.js';
import { unpack } from './prices/packedSeries.js';
import { uuidLiteral } from './session.js';

/**
 * What figures are computed from: the total-return side of many histories, one after the other in
 * memory that threads can share.
 */
export interface HistoryColumns {
  readonly assetIds: readonly string[];
  /** Days since 1970-01-01, ascending within each asset. */
  readonly dates: Int32Array;
  readonly adjustedClose: Float64Array;
  /** Where each asset begins, and last where the last one ends. */
  readonly offsets: Int32Array;
}

const DATE_BYTES = Int32Array.BYTES_PER_ELEMENT;
const PRICE_BYTES = Float64Array.BYTES_PER_ELEMENT;

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

  /**
   * Dates and adjusted closes of these assets, in one binary COPY. In no order; an asset that has
   * no history is not among them.
   */
  async loadColumns(assetIds: readonly string[]): Promise<HistoryColumns> {
    const payload = await this.database.session.copyOut(
      `select asset_id, dates, adjusted_close from price_series
       where asset_id = any(array[${assetIds.map(uuidLiteral).join(', ')}]::uuid[])`,
    );
    return columnsOf(new CopyReader(payload));
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

/** Lays the histories of a COPY out in shared memory, each column copied once. */
function columnsOf(reader: CopyReader): HistoryColumns {
  const rows: { assetId: string; dates: Uint8Array; prices: Uint8Array }[] = [];
  let length = 0;
  while (reader.nextRow()) {
    const assetId = reader.uuid();
    const [dates, prices] = [reader.bytesInPlace(), reader.bytesInPlace()];
    rows.push({ assetId, dates, prices });
    length += dates.length / DATE_BYTES;
  }
  const dates = new Uint8Array(new SharedArrayBuffer(length * DATE_BYTES));
  const prices = new Uint8Array(new SharedArrayBuffer(length * PRICE_BYTES));
  const offsets = new Int32Array(new SharedArrayBuffer((rows.length + 1) * DATE_BYTES));
  let offset = 0;
  rows.forEach((row, i) => {
    dates.set(row.dates, offset * DATE_BYTES);
    prices.set(row.prices, offset * PRICE_BYTES);
    offset += row.dates.length / DATE_BYTES;
    offsets[i + 1] = offset;
  });
  return {
    assetIds: rows.map(({ assetId }) => assetId),
    dates: new Int32Array(dates.buffer),
    adjustedClose: new Float64Array(prices.buffer),
    offsets,
  };
}
