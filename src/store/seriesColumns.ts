import { uuidAt } from './copy/copyReader.js';
import { CopyScanner } from './copy/copyScanner.js';
import { uuidsLiteral, type SqlSession } from './session.js';

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

type SharedBytes = Uint8Array<SharedArrayBuffer>;

/** Memory that threads can share, used again: memory that is new costs as much as what is read. */
export class HistoryMemory {
  #dates = new Uint8Array(new SharedArrayBuffer(0));
  #prices = new Uint8Array(new SharedArrayBuffer(0));

  /** Room for the prices of so many bytes. */
  prices(bytes: number): SharedBytes {
    if (this.#prices.length < bytes) this.#prices = new Uint8Array(new SharedArrayBuffer(bytes));
    return this.#prices;
  }

  /** Room for the dates of so many bytes: what stands in it already stays. */
  dates(bytes: number): SharedBytes {
    const before = this.#dates;
    if (before.length < bytes) {
      this.#dates = new Uint8Array(new SharedArrayBuffer(Math.max(bytes, before.length * 2)));
      this.#dates.set(before);
    }
    return this.#dates;
  }
}

/** The sessions of the longest history; 0 where there is none. */
export async function longestHistory(session: SqlSession): Promise<number> {
  const [row] = await session.query<{ length: number }>(
    'select coalesce(max(length), 0) as length from price_series',
  );
  return row?.length ?? 0;
}

/**
 * Reads the dates and adjusted closes of assets in one binary COPY, longest first; an asset that has
 * no history is not among them.
 *
 * @param longest as {@link longestHistory} of the same moment
 * @param memory is written over: columns that were read into it before are no longer good
 */
export async function copyColumns(
  session: SqlSession,
  assetIds: readonly string[],
  longest: number,
  memory: HistoryMemory,
): Promise<HistoryColumns> {
  const columns = new ColumnsInPlace(assetIds.length, longest, memory);
  const scanner = new CopyScanner(3, (field, bytes) => columns.place(field, bytes));
  await session.copyOutTo(columnsQuery(assetIds), (piece) => scanner.take(piece));
  scanner.finish();
  return columns.whole();
}

/**
 * Most assets have the last sessions of the one with the longest history, which comes first: theirs
 * are not sent.
 */
function columnsQuery(assetIds: readonly string[]): string {
  const these = `price_series where asset_id = any(${uuidsLiteral(assetIds)})`;
  return `with first as materialized (
      select asset_id, length, dates || ''::bytea as dates
      from (select * from ${these} order by length desc, asset_id limit 1) longest)
    select asset_id, adjusted_close, case
      when asset_id <> (select asset_id from first) and dates =
        substr((select dates from first), ((select length from first) - length) * 4 + 1)
      then ''::bytea else dates end
    from ${these} order by length desc, asset_id`;
}

/** Lays histories out in shared memory as they arrive, so that each byte is copied once. */
class ColumnsInPlace {
  private readonly prices: SharedBytes;
  private readonly offsets: Int32Array;
  private readonly dateStarts: Int32Array;
  private readonly ids: Buffer;
  private assets = 0;
  private sessions = 0;

  constructor(
    assetsMax: number,
    longest: number,
    private readonly memory: HistoryMemory,
  ) {
    this.prices = memory.prices(assetsMax * longest * PRICE_BYTES);
    this.offsets = new Int32Array(new SharedArrayBuffer((assetsMax + 1) * DATE_BYTES));
    this.dateStarts = new Int32Array(new SharedArrayBuffer(assetsMax * DATE_BYTES));
    this.ids = Buffer.alloc(assetsMax * UUID_BYTES);
  }

  /** Where the next asset's key, its prices, its dates go: the fields of a row, in this order. */
  place(field: number, bytes: number): Uint8Array {
    const { assets, sessions } = this;
    const start = this.offsets[assets] as number;
    if (field === 0) return this.ids.subarray(assets * UUID_BYTES).subarray(0, bytes);
    if (field === 1) {
      this.offsets[assets + 1] = start + bytes / PRICE_BYTES;
      return this.prices.subarray(start * PRICE_BYTES, start * PRICE_BYTES + bytes);
    }
    // Without dates of its own it has the last of the first asset's.
    const length = (this.offsets[assets + 1] as number) - start;
    this.dateStarts[assets] = bytes > 0 ? sessions : (this.offsets[1] as number) - length;
    this.assets += 1;
    this.sessions += bytes / DATE_BYTES;
    const dates = this.memory.dates(this.sessions * DATE_BYTES);
    return dates.subarray(sessions * DATE_BYTES, this.sessions * DATE_BYTES);
  }

  whole(): HistoryColumns {
    const { assets, sessions } = this;
    const dates = this.memory.dates(sessions * DATE_BYTES);
    return {
      assetIds: Array.from({ length: assets }, (_, i) => uuidAt(this.ids, i * UUID_BYTES)),
      dates: new Int32Array(dates.buffer, 0, sessions),
      adjustedClose: new Float64Array(this.prices.buffer, 0, this.offsets[assets]),
      offsets: this.offsets.subarray(0, assets + 1),
      dateStarts: this.dateStarts.subarray(0, assets),
    };
  }
}
