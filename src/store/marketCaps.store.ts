import type { Capitalisation } from '../domain/capitalisation.js';
import { CAP_PLACES, Dec } from '../domain/decimals.js';
import { HighwaterError } from '../domain/errors.js';
import { fieldRefused, requireFields } from '../domain/fieldRules.js';
import { MARKET_CAP_RULES } from '../domain/marketRules.js';
import { CopyWriter } from './copy/copyWriter.js';
import { mergeCopied, type Merge } from './copy/stagedMerge.js';
import type { Database } from './database.js';
import type { SqlSession } from './session.js';

/** A capitalisation with whose it is and who told it. */
export interface MarketCapRow extends Capitalisation {
  readonly assetId: string;
  readonly source: string;
}

/** What rows are marked with that the operator imported: no refresh replaces them. */
export const IMPORT_SOURCE = 'import';

/** Writes what assets were worth as a whole. */
export class MarketCapStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores capitalisations of any assets, in bulk and at once or not at all; the same asset and
   * date again replaces the old row.
   *
   * @returns rows written, 0 where nothing is new
   * @throws HighwaterError FIELD_REFUSED, DATE_REPEATED, ASSET_UNKNOWN
   */
  write(rows: readonly MarketCapRow[]): Promise<number> {
    return this.database.transaction((session) => writeMarketCaps(session, rows));
  }
}

const MARKET_CAPS: Merge = {
  table: 'market_cap_data',
  key: ['asset_id', 'date'],
  values: ['market_cap', 'shares_outstanding', 'source'],
};

/**
 * As {@link MarketCapStore.write}, within a transaction of the caller's, once in it.
 *
 * @returns rows written, 0 where nothing is new
 * @throws HighwaterError FIELD_REFUSED, DATE_REPEATED, ASSET_UNKNOWN
 */
export async function writeMarketCaps(
  session: SqlSession,
  rows: readonly MarketCapRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  requireRows(rows);
  await lockAssets(session, rows);
  return mergeCopied(session, MARKET_CAPS, encode(rows));
}

function requireRows(rows: readonly MarketCapRow[]): void {
  const seen = new Set<string>();
  for (const row of rows) {
    requireFields('market capitalisation', MARKET_CAP_RULES, { ...row });
    const key = `${row.assetId} ${row.date}`;
    if (seen.has(key)) {
      const limit = 'a date that no other row of the asset has';
      throw fieldRefused('market capitalisation', 'date', row.date, { limit }, 'DATE_REPEATED');
    }
    seen.add(key);
  }
}

/** In the order of their keys, so that two writers never wait for each other. */
async function lockAssets(session: SqlSession, rows: readonly MarketCapRow[]): Promise<void> {
  const ids = [...new Set(rows.map(({ assetId }) => assetId))];
  const found = await session.query<{ id: string }>(
    'select id from assets where id = any($1::uuid[]) order by id for no key update',
    [ids],
  );
  if (found.length === ids.length) return;
  const known = new Set(found.map(({ id }) => id));
  throw new HighwaterError(
    'ASSET_UNKNOWN',
    'not-found',
    'A capitalisation is of an asset that is not stored: add the asset first.',
    { assetId: ids.find((id) => !known.has(id)) },
  );
}

function encode(rows: readonly MarketCapRow[]): Uint8Array {
  const writer = new CopyWriter(MARKET_CAPS.key.length + MARKET_CAPS.values.length);
  for (const { assetId, date, marketCap, sharesOutstanding, source } of rows) {
    writer.startRow().uuid(assetId).date(date).numeric(new Dec(marketCap), CAP_PLACES);
    if (sharesOutstanding === null) writer.nullField();
    else writer.int8(sharesOutstanding);
    writer.text(source);
  }
  return writer.finish();
}
