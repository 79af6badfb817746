import type { PriceSeries } from '../domain/priceSeries.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { CopyReader, uuidAt } from './copy/copyReader.js';
import { CopyScanner } from './copy/copyScanner.js';
import type { Database } from './database.js';
import { unpack } from './prices/packedSeries.js';
import { uuidLiteral, type SqlSession } from './session.js';

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
  /** Where each asset's dates begin: those that several have stand there once. */
  readonly dateStarts: Int32Array;
}

const DATE_BYTES = Int32Array.BYTES_PER_ELEMENT;
const PRICE_BYTES = Float64Array.BYTES_PER_ELEMENT;
const UUID_BYTES = 16;
/** Most assets have the sessions of another: sent once, they are a third less to read. */
const DATES_IF_OTHER = `case when dates = lag(dates) over (order by last_date, length, asset_id)
  then '' else dates end`;

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

/** Memory that threads can share, used again: memory that is new costs as much as what is read. */
export class HistoryMemory {
  #dates = new SharedArrayBuffer(0);
  #prices = new SharedArrayBuffer(0);

  /** Room for the dates and prices of `length` sessions. */
  reserve(length: number): [dates: SharedBytes, prices: SharedBytes] {
    if (this.#prices.byteLength < length * PRICE_BYTES) {
      this.#dates = new SharedArrayBuffer(length * DATE_BYTES);
      this.#prices = new SharedArrayBuffer(length * PRICE_BYTES);
    }
    return [new Uint8Array(this.#dates), new Uint8Array(this.#prices)];
  }
}
type SharedBytes = Uint8Array<SharedArrayBuffer>;

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
   * Dates and adjusted closes of these assets, as of one moment, in one binary COPY. In no order;
   * an asset that has no history is not among them.
   *
   * @param memory is written over: columns that were read into it before are no longer good
   * @param session of a transaction that sees one moment throughout; one of its own unless given
   */
  loadColumns(
    assetIds: readonly string[],
    memory = new HistoryMemory(),
    session?: SqlSession,
  ): Promise<HistoryColumns> {
    if (session !== undefined) return copyColumns(session, assetIds, memory);
    return this.database.transaction(async (own) => {
      await own.execute('set transaction isolation level repeatable read, read only');
      return copyColumns(own, assetIds, memory);
    });
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

async function copyColumns(
  session: SqlSession,
  assetIds: readonly string[],
  memory: HistoryMemory,
): Promise<HistoryColumns> {
  const these = `from price_series
    where asset_id = any(array[${assetIds.map(uuidLiteral).join(', ')}]::uuid[])`;
  const [size] = await session.query<{ assets: number; length: number }>(
    `select count(*)::int as assets, coalesce(sum(length), 0)::int as length ${these}`,
  );
  const columns = new ColumnsInPlace(size?.assets ?? 0, size?.length ?? 0, memory);
  const scanner = new CopyScanner(3, (field, bytes) => columns.place(field, bytes));
  await session.copyOutTo(`select asset_id, adjusted_close, ${DATES_IF_OTHER} ${these}`, (piece) =>
    scanner.take(piece),
  );
  scanner.finish();
  return columns.whole();
}

/** Lays histories out in shared memory as they arrive, so that each byte is copied once. */
class ColumnsInPlace {
  private readonly dates: SharedBytes;
  private readonly prices: SharedBytes;
  private readonly offsets: Int32Array;
  private readonly dateStarts: Int32Array;
  private readonly ids: Buffer;
  private assets = 0;
  private length = 0;
  private sessions = 0;

  constructor(assets: number, length: number, memory: HistoryMemory) {
    [this.dates, this.prices] = memory.reserve(length);
    this.offsets = new Int32Array(new SharedArrayBuffer((assets + 1) * DATE_BYTES));
    this.dateStarts = new Int32Array(new SharedArrayBuffer(assets * DATE_BYTES));
    this.ids = Buffer.alloc(assets * UUID_BYTES);
  }

  /** Where the next asset's key, its prices, its dates go: the fields of a row, in this order. */
  place(field: number, bytes: number): Uint8Array {
    const start = this.offsets[this.assets] as number;
    if (field === 0) return this.ids.subarray(this.assets * UUID_BYTES).subarray(0, bytes);
    if (field === 1) {
      this.length = start + bytes / PRICE_BYTES;
      return this.prices.subarray(start * PRICE_BYTES, start * PRICE_BYTES + bytes);
    }
    // Without dates of its own it has those of the asset before.
    const isSame = bytes === 0 && this.assets > 0;
    this.dateStarts[this.assets] = isSame
      ? (this.dateStarts[this.assets - 1] as number)
      : this.sessions;
    const offset = this.sessions * DATE_BYTES;
    this.sessions += bytes / DATE_BYTES;
    this.assets += 1;
    this.offsets[this.assets] = this.length;
    return this.dates.subarray(offset, offset + bytes);
  }

  whole(): HistoryColumns {
    return {
      assetIds: Array.from({ length: this.assets }, (_, i) => uuidAt(this.ids, i * UUID_BYTES)),
      dates: new Int32Array(this.dates.buffer, 0, this.sessions),
      adjustedClose: new Float64Array(this.prices.buffer, 0, this.length),
      offsets: this.offsets,
      dateStarts: this.dateStarts,
    };
  }
}
