import { deriveFactors, type AdjustmentFactor } from '../domain/adjustment.js';
import type { BarColumns } from '../domain/barColumns.js';
import type { Database } from './database.js';
import { readActions, readBars, readFactors } from './prices/marketRows.js';
import { pack, seriesHash, seriesOf } from './prices/packedSeries.js';

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

/**
 * Derives every asset's factors and packed series again from its bars and actions, and compares
 * them with what is stored. Changes nothing.
 */
export async function verify(
  database: Database,
  onAsset: (done: number, total: number) => void = () => undefined,
): Promise<Verification> {
  const assets = await database.session.query<{ id: string; symbol: string; hash: string | null }>(
    `select a.id, a.symbol, s.hash from assets a left join price_series s on s.asset_id = a.id
     order by a.symbol`,
  );
  const discrepancies: Discrepancy[] = [];
  let bars = 0;
  for (const [index, { id, symbol, hash }] of assets.entries()) {
    const history = await readBars(database.session, id, null);
    const stored = await readFactors(database.session, id);
    const factors = deriveFactors(history, await readActions(database.session, id));
    bars += history.dates.length;
    discrepancies.push(
      ...compareFactors(symbol, stored, factors),
      ...compareSeries(symbol, history, factors, hash),
    );
    onAsset(index + 1, assets.length);
  }
  return { assets: assets.length, bars, discrepancies };
}

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
  storedHash: string | null,
): Discrepancy[] {
  if (history.dates.length === 0) {
    if (storedHash === null) return [];
    return [{ symbol, table: 'price_series', message: 'There is a packed series without a bar.' }];
  }
  const derived = seriesHash(pack(seriesOf(history, factors)));
  if (derived === storedHash) return [];
  const message =
    storedHash === null
      ? `There are ${history.dates.length} bars without a packed series.`
      : 'The packed series does not follow from the bars and factors.';
  return [{ symbol, table: 'price_series', message }];
}
