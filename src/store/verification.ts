import { deriveFactors, type AdjustmentFactor } from '../domain/adjustment.js';
import type { BarColumns } from '../domain/barColumns.js';
import { HighwaterError } from '../domain/errors.js';
import { fromEpochDay, type TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { readActions, readBars, readFactors } from './prices/marketRows.js';
import { PACKED_BYTES_HASH, pack, seriesHash, seriesOf } from './prices/packedSeries.js';
import type { SqlSession } from './session.js';

/** One way in which derived data does not follow from the rows it is derived from. */
export interface Discrepancy {
  readonly symbol: string;
  readonly table: 'adjustment_factors' | 'price_series';
  readonly message: string;
}

export interface Verification {
  readonly assets: number;
  readonly bars: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** What the packed series says of itself, and what its bytes say. */
interface StoredSeries {
  readonly hash: string;
  readonly bytesHash: string;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  readonly length: number;
}

/**
 * Derives every asset's factors and packed series again from its bars and actions, and compares
 * them with what is stored. Changes nothing; each asset is read as of one moment, so that a
 * refresh under way does not look like damage.
 */
export async function verify(
  database: Database,
  onAsset: (done: number, total: number) => void = () => undefined,
): Promise<Verification> {
  const assets = await database.session.query<{ id: string; symbol: string }>(
    'select id, symbol from assets order by symbol',
  );
  const discrepancies: Discrepancy[] = [];
  let bars = 0;
  for (const [index, { id, symbol }] of assets.entries()) {
    const found = await database.transaction((session) => verifyAsset(session, id, symbol));
    bars += found.bars;
    discrepancies.push(...found.discrepancies);
    onAsset(index + 1, assets.length);
  }
  return { assets: assets.length, bars, discrepancies };
}

async function verifyAsset(
  session: SqlSession,
  assetId: string,
  symbol: string,
): Promise<{ bars: number; discrepancies: Discrepancy[] }> {
  await session.execute('set transaction isolation level repeatable read, read only');
  const history = await readBars(session, assetId, null);
  const actions = await readActions(session, assetId);
  const stored = await readFactors(session, assetId);
  const [series] = await session.query<StoredSeries>(SELECT_SERIES, [assetId]);
  const bars = history.dates.length;
  let factors: AdjustmentFactor[];
  try {
    factors = deriveFactors(history, actions);
  } catch (error) {
    if (!(error instanceof HighwaterError)) throw error;
    const message = `No factors follow from the bars and actions. ${error.message}`;
    return { bars, discrepancies: [{ symbol, table: 'adjustment_factors', message }] };
  }
  const discrepancies = [
    ...compareFactors(symbol, stored, factors),
    ...compareSeries(symbol, history, factors, series ?? null),
  ];
  return { bars, discrepancies };
}

const SELECT_SERIES = `
select s.hash, ${PACKED_BYTES_HASH} as "bytesHash", s.first_date as "firstDate",
  s.last_date as "lastDate", s.length from price_series s where s.asset_id = $1`;

function compareFactors(
  symbol: string,
  stored: readonly AdjustmentFactor[],
  derived: readonly AdjustmentFactor[],
): Discrepancy[] {
  const differing = Math.max(stored.length, derived.length);
  for (let i = 0; i < differing; i += 1) {
    const [a, b] = [stored[i], derived[i]];
    const same =
      a !== undefined &&
      b !== undefined &&
      a.fromDate === b.fromDate &&
      a.splitFactor.eq(b.splitFactor) &&
      a.dividendFactor.eq(b.dividendFactor);
    if (same) continue;
    const date = (b ?? a)?.fromDate ?? '';
    const message = `The factors differ from ${date} on: ${stored.length} stored, ${derived.length} derived.`;
    return [{ symbol, table: 'adjustment_factors', message }];
  }
  return [];
}

function compareSeries(
  symbol: string,
  history: BarColumns,
  factors: readonly AdjustmentFactor[],
  stored: StoredSeries | null,
): Discrepancy[] {
  const message = seriesFault(history, factors, stored);
  return message === null ? [] : [{ symbol, table: 'price_series', message }];
}

function seriesFault(
  history: BarColumns,
  factors: readonly AdjustmentFactor[],
  stored: StoredSeries | null,
): string | null {
  const length = history.dates.length;
  if (length === 0) return stored === null ? null : 'There is a packed series without a bar.';
  if (stored === null) return `There are ${length} bars without a packed series.`;
  if (stored.bytesHash !== stored.hash) {
    return 'The packed columns are not the ones that were written: their hash differs.';
  }
  if (seriesHash(pack(seriesOf(history, factors))) !== stored.hash) {
    return 'The packed series does not follow from the bars and factors.';
  }
  const first = fromEpochDay(history.dates[0] as number);
  const last = fromEpochDay(history.dates[length - 1] as number);
  if (stored.length === length && stored.firstDate === first && stored.lastDate === last) {
    return null;
  }
  return `The packed series is said to be of ${stored.length} bars from ${stored.firstDate} to ${stored.lastDate}.`;
}
