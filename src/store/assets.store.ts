import { createHash } from 'node:crypto';
import type { AssetProfile, EtfFacts } from '../domain/asset.js';
import { newId } from './entities/columns.js';
import type { Database } from './database.js';
import type { SqlSession } from './session.js';

/** The universe: assets and what is known of them beside their prices. */
export class AssetStore {
  constructor(private readonly database: Database) {}

  /** Adds the symbols that are not known yet. @returns the id of each symbol */
  async ensure(symbols: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return ensureAssets(this.database.session, symbols);
  }

  /** SHA-256 of all that is known of the active assets: it changes with any profile. */
  async profilesHash(): Promise<string> {
    const payload = await this.database.session.copyOut(
      `select a.symbol, a.name, a.type, a.sector, a.currency, a.exchange, i.${FACT_COLUMNS.join(', i.')}
       from assets a left join etf_info i on i.asset_id = a.id where a.active order by a.symbol`,
    );
    return createHash('sha256').update(payload).digest('hex');
  }

  /**
   * Makes these symbols the universe: new ones are added, those that left become inactive and
   * keep their history. @returns the id of each symbol, in the order given
   */
  setUniverse(symbols: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.database.transaction(async (session) => {
      const ids = await ensureAssets(session, symbols);
      await session.execute(
        `update assets set active = (symbol = any($1::text[]))
         where active <> (symbol = any($1::text[]))`,
        [symbols],
      );
      return ids;
    });
  }
}

async function ensureAssets(
  session: SqlSession,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await session.execute(
    `insert into assets (id, symbol)
     select id, symbol from unnest($1::uuid[], $2::text[]) as wanted (id, symbol)
     where not exists (select from assets a where a.symbol = wanted.symbol)
     on conflict (symbol) do nothing`,
    [symbols.map(() => newId()), symbols],
  );
  const rows = await session.query<{ id: string; symbol: string }>(
    `select a.id, a.symbol from unnest($1::text[]) with ordinality as wanted (symbol, position)
     join assets a on a.symbol = wanted.symbol order by position`,
    [symbols],
  );
  return new Map(rows.map(({ id, symbol }) => [symbol, id]));
}

/**
 * Saves what a provider knows of an asset; what it does not know leaves the stored value.
 * @returns rows written, 0 when nothing is new
 */
export async function saveProfile(
  session: SqlSession,
  assetId: string,
  profile: AssetProfile,
): Promise<number> {
  const assetRows = await session.execute(
    `update assets set
       name = coalesce($2, name), type = $3, currency = coalesce($4, currency),
       exchange = coalesce($5, exchange), sector = coalesce($6, sector)
     where id = $1 and (name, type, currency, exchange, sector) is distinct from
       (coalesce($2, name), $3, coalesce($4, currency), coalesce($5, exchange),
        coalesce($6, sector))`,
    [assetId, profile.name, profile.type, profile.currency, profile.exchange, profile.sector],
  );
  return assetRows + (profile.etf === null ? 0 : await saveEtfFacts(session, assetId, profile.etf));
}

const FACT_COLUMNS = [
  'expense_ratio',
  'assets_under_management',
  'category',
  'issuer',
  'inception_date',
  'tracked_index',
  'region',
  'style',
  'dividend_yield',
  'sector_weights',
  'country_weights',
  'top_holdings',
] as const;

const LIST_COLUMNS = new Set<string>(['sector_weights', 'country_weights', 'top_holdings']);

const list = (render: (column: string) => string): string => FACT_COLUMNS.map(render).join(', ');

/** What a column becomes: an unknown value, null or an empty list, leaves what is stored. */
const known = (column: string): string => {
  const delivered = LIST_COLUMNS.has(column)
    ? `nullif(excluded.${column}, '[]')`
    : `excluded.${column}`;
  return `coalesce(${delivered}, etf_info.${column})`;
};

const SAVE_FACTS = `
insert into etf_info (asset_id, ${FACT_COLUMNS.join(', ')})
values ($1, ${FACT_COLUMNS.map((_, i) => `$${i + 2}`).join(', ')})
on conflict (asset_id) do update set
  ${list((column) => `${column} = ${known(column)}`)}
where (${list((column) => `etf_info.${column}`)}) is distinct from
  (${list(known)})`;

async function saveEtfFacts(session: SqlSession, assetId: string, etf: EtfFacts): Promise<number> {
  return session.execute(SAVE_FACTS, [
    assetId,
    etf.expenseRatio?.toFixed(6) ?? null,
    etf.assetsUnderManagement,
    etf.category,
    etf.issuer,
    etf.inceptionDate,
    etf.trackedIndex,
    etf.region,
    etf.style,
    etf.dividendYield?.toFixed(6) ?? null,
    JSON.stringify(etf.sectorWeights),
    JSON.stringify(etf.countryWeights),
    JSON.stringify(etf.topHoldings),
  ]);
}
