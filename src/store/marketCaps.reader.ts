import { createHash } from 'node:crypto';
import type { Capitalisation, CapHistory } from '../domain/capitalisation.js';
import { Dec, type Decimal } from '../domain/decimals.js';
import { tradingDate, type TradingDate } from '../domain/tradingDate.js';
import { CopyReader } from './copy/copyReader.js';
import type { Database } from './database.js';
import { uuidLiteral } from './session.js';

/** An asset's capitalisations and the SHA-256 of their columns: it changes with any of them. */
export interface StoredCaps extends CapHistory {
  readonly hash: string;
}

/** A row as it is stored. */
export interface StoredCap extends Capitalisation {
  readonly marketCap: Decimal;
  readonly source: string;
}

/** What a refresh goes on from. */
export interface KnownSize {
  /** The newest row of the source. */
  readonly newest: StoredCap | null;
  /** Of a fund, as its profile told them the last time. */
  readonly netAssets: number | null;
}

/** What is stored of an asset, and its newest row. */
export interface ListedCaps {
  readonly symbol: string;
  readonly rows: number;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  /** Of the last date, two decimal places. */
  readonly marketCap: string;
  readonly sharesOutstanding: string | null;
  /** Who told any of the rows, by name. */
  readonly sources: readonly string[];
}

/** Reads what assets were worth as a whole. */
export class MarketCapReader {
  constructor(private readonly database: Database) {}

  /**
   * Capitalisations by symbol, ascending, as of one moment, in one binary COPY; an asset that has
   * none is not among them.
   *
   * @param symbols whose; null: of every asset, active or not
   */
  async histories(symbols: readonly string[] | null): Promise<ReadonlyMap<string, StoredCaps>> {
    const assets = await this.#assets(symbols);
    if (assets.size === 0) return new Map();
    const these =
      symbols === null ? '' : `where asset_id in (${[...assets.keys()].map(uuidLiteral).join()})`;
    const payload = await this.database.session.copyOut(
      `select asset_id, date, market_cap, coalesce(shares_outstanding, 0) from market_cap_data
       ${these} order by asset_id, date`,
    );
    const columns = decode(payload);
    const found = [...columns].flatMap(([assetId, history]) => {
      const symbol = assets.get(assetId);
      return symbol === undefined ? [] : [[symbol, history] as const];
    });
    return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The hash of each asset's capitalisations, by symbol: what `histories` gives beside them. */
  async hashes(symbols: readonly string[] | null): Promise<ReadonlyMap<string, string>> {
    const histories = await this.histories(symbols);
    return new Map([...histories].map(([symbol, { hash }]) => [symbol, hash]));
  }

  /** @param source whose newest row */
  async known(assetId: string, source: string): Promise<KnownSize> {
    const [row] = await this.database.session.query<
      { readonly [K in keyof CapRow]: CapRow[K] | null } & { readonly net_assets: number | null }
    >(
      `select i.assets_under_management::float8 as net_assets,
         c.date, c.market_cap, c.shares_outstanding, c.source
       from assets a left join etf_info i on i.asset_id = a.id
       left join lateral (select * from market_cap_data where asset_id = a.id and source = $2
         order by date desc limit 1) c on true
       where a.id = $1`,
      [assetId, source],
    );
    const newest = row !== undefined && isWhole(row) ? storedCap(row) : null;
    return { newest, netAssets: row?.net_assets ?? null };
  }

  /** An asset's rows of any source, ascending: the newest before `from`, and all from then on. */
  async rowsFrom(assetId: string, from: TradingDate): Promise<StoredCap[]> {
    const [asset, date] = [uuidLiteral(assetId), `'${tradingDate(from)}'::date`];
    const payload = await this.database.session.copyOut(
      `select date::text, market_cap::text, coalesce(shares_outstanding::text, ''), source
       from market_cap_data where asset_id = ${asset} and date >= coalesce(
         (select max(date) from market_cap_data where asset_id = ${asset} and date < ${date}),
         ${date})
       order by date`,
    );
    const rows: StoredCap[] = [];
    const reader = new CopyReader(payload);
    while (reader.nextRow()) {
      const [day, cap] = [tradingDate(reader.text()), reader.text()];
      const [shares, source] = [reader.text(), reader.text()];
      rows.push(
        storedCap({
          date: day,
          market_cap: cap,
          shares_outstanding: shares === '' ? null : shares,
          source,
        }),
      );
    }
    return rows;
  }

  /** Of every asset that has any, by symbol. */
  list(): Promise<ListedCaps[]> {
    return this.database.session.query<ListedCaps>(
      `select a.symbol, count(*)::int as rows, min(c.date) as "firstDate",
         max(c.date) as "lastDate",
         (array_agg(c.market_cap::text order by c.date desc))[1] as "marketCap",
         (array_agg(c.shares_outstanding::text order by c.date desc))[1] as "sharesOutstanding",
         array_agg(distinct c.source::text) as sources
       from market_cap_data c join assets a on a.id = c.asset_id
       group by a.symbol order by a.symbol collate "C"`,
    );
  }

  async #assets(symbols: readonly string[] | null): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.session.query<{ id: string; symbol: string }>(
      'select id, symbol from assets where $1::text[] is null or symbol = any($1::text[])',
      [symbols],
    );
    return new Map(rows.map(({ id, symbol }) => [id, symbol]));
  }
}

/** As it is selected. */
interface CapRow {
  readonly date: TradingDate;
  readonly market_cap: string;
  readonly shares_outstanding: string | null;
  readonly source: string;
}

/** Whether a joined row is there: its columns are null together. */
const isWhole = (row: { readonly [K in keyof CapRow]: CapRow[K] | null }): row is CapRow =>
  row.date !== null;

const storedCap = ({ date, market_cap, shares_outstanding, source }: CapRow): StoredCap => ({
  date,
  marketCap: new Dec(market_cap),
  sharesOutstanding: shares_outstanding === null ? null : BigInt(shares_outstanding),
  source,
});

/** @param payload of asset, date, capitalisation and shares (0 where not known), in this order */
function decode(payload: Uint8Array): Map<string, StoredCaps> {
  const rows = new Map<string, number[]>();
  const reader = new CopyReader(payload);
  while (reader.nextRow()) {
    const assetId = reader.uuid();
    let ofAsset = rows.get(assetId);
    if (ofAsset === undefined) rows.set(assetId, (ofAsset = []));
    ofAsset.push(reader.epochDay(), reader.numericAsFloat(), reader.int8AsFloat());
  }
  return new Map([...rows].map(([assetId, flat]) => [assetId, columnsOf(flat)]));
}

const FIELDS = 3;

function columnsOf(flat: readonly number[]): StoredCaps {
  const length = flat.length / FIELDS;
  const dates = Int32Array.from({ length }, (_, i) => flat[i * FIELDS] as number);
  const marketCaps = Float64Array.from({ length }, (_, i) => flat[i * FIELDS + 1] as number);
  const shares = Float64Array.from({ length }, (_, i) => flat[i * FIELDS + 2] || NaN);
  const hash = createHash('sha256').update(dates).update(marketCaps).update(shares).digest('hex');
  const sharesOutstanding = shares.every(Number.isNaN) ? null : shares;
  return { dates, marketCaps, sharesOutstanding, hash };
}
