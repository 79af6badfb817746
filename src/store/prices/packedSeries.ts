import { createHash } from 'node:crypto';
import { adjustCloses, type AdjustmentFactor } from '../../domain/adjustment.js';
import type { BarColumns } from '../../domain/barColumns.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import type { SqlSession } from '../session.js';

/** The four columns as little-endian bytes: int32 days since 1970, float64 for the rest. */
export interface PackedColumns {
  readonly dates: Uint8Array;
  readonly close: Uint8Array;
  readonly adjustedClose: Uint8Array;
  readonly volume: Uint8Array;
}

/** The series that stored bars and factors give: the one place where the two are joined. */
export function seriesOf(bars: BarColumns, factors: readonly AdjustmentFactor[]): PriceSeries {
  return {
    dates: bars.dates,
    close: bars.close,
    adjustedClose: adjustCloses(bars, factors),
    volume: bars.volume,
  };
}

const bytesOf = (column: Int32Array | Float64Array): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

export function pack(series: PriceSeries): PackedColumns {
  return {
    dates: bytesOf(series.dates),
    close: bytesOf(series.close),
    adjustedClose: bytesOf(series.adjustedClose),
    volume: bytesOf(series.volume),
  };
}

export function unpack(packed: PackedColumns): PriceSeries {
  return {
    dates: new Int32Array(aligned(packed.dates)),
    close: new Float64Array(aligned(packed.close)),
    adjustedClose: new Float64Array(aligned(packed.adjustedClose)),
    volume: new Float64Array(aligned(packed.volume)),
  };
}

/**
 * A copy of its own: driver buffers begin anywhere, and typed arrays must begin on their element's
 * size. (`slice` would not do: a Buffer's is a view.)
 */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** SHA-256 of the columns in the order dates, close, adjusted close, volume. */
export function seriesHash(packed: PackedColumns): string {
  const hash = createHash('sha256');
  hash.update(packed.dates).update(packed.close).update(packed.adjustedClose).update(packed.volume);
  return hash.digest('hex');
}

/** {@link seriesHash} of the stored bytes, reckoned by the database; `s` is price_series. */
export const PACKED_BYTES_HASH =
  "encode(sha256(s.dates || s.close || s.adjusted_close || s.volume), 'hex')";

/** The asset's packed series, or null where it has none. */
export async function readSeries(
  session: SqlSession,
  assetId: string,
): Promise<PriceSeries | null> {
  const [row] = await session.query<PackedColumns>(
    `select dates, close, adjusted_close as "adjustedClose", volume
     from price_series where asset_id = $1`,
    [assetId],
  );
  return row === undefined ? null : unpack(row);
}

/** Writes the asset's packed series where it differs from the stored one; returns rows written. */
export async function writeSeries(
  session: SqlSession,
  assetId: string,
  series: PriceSeries,
): Promise<number> {
  const packed = pack(series);
  const { dates } = series;
  return session.execute(
    `insert into price_series
       (asset_id, first_date, last_date, length, dates, close, adjusted_close, volume, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (asset_id) do update set
       first_date = excluded.first_date, last_date = excluded.last_date, length = excluded.length,
       dates = excluded.dates, close = excluded.close, adjusted_close = excluded.adjusted_close,
       volume = excluded.volume, hash = excluded.hash
     where price_series.hash <> excluded.hash`,
    [
      assetId,
      fromEpochDay(dates[0] as number),
      fromEpochDay(dates.at(-1) as number),
      dates.length,
      Buffer.from(packed.dates),
      Buffer.from(packed.close),
      Buffer.from(packed.adjustedClose),
      Buffer.from(packed.volume),
      seriesHash(packed),
    ],
  );
}
