import type { AssetType, Weight } from '../domain/asset.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import {
  SqlParameters,
  containsPattern,
  readPage,
  type Page,
  type Position,
  type SortKey,
} from './sqlPage.js';

/** An asset as it is listed. Rates are fractions, money is a decimal string. */
export interface ListedAsset {
  readonly symbol: string;
  readonly name: string | null;
  readonly type: AssetType;
  readonly sector: string | null;
  readonly currency: string;
  readonly exchange: string | null;
  readonly active: boolean;
  readonly category: string | null;
  readonly issuer: string | null;
  readonly expenseRatio: number | null;
  readonly assetsUnderManagement: string | null;
  readonly firstDate: TradingDate | null;
  readonly lastDate: TradingDate | null;
}

/** What is known of an asset; the facts of a fund are null for anything else. */
export interface DescribedAsset extends ListedAsset {
  readonly inceptionDate: TradingDate | null;
  readonly trackedIndex: string | null;
  readonly region: string | null;
  readonly style: string | null;
  readonly dividendYield: number | null;
  readonly sectorWeights: readonly Weight[];
  readonly countryWeights: readonly Weight[];
  readonly topHoldings: readonly Weight[];
}

export const ASSET_SORTS = ['symbol', 'name', 'expenseRatio', 'assetsUnderManagement'] as const;
export type AssetSort = (typeof ASSET_SORTS)[number];

export interface AssetListRequest {
  readonly type: AssetType | null;
  readonly category: string | null;
  readonly sector: string | null;
  readonly issuer: string | null;
  /** Part of the symbol or the name, in any case. */
  readonly q: string | null;
  readonly sort: { readonly by: AssetSort; readonly descending: boolean };
  readonly limit: number;
  readonly after: Position | null;
  /** The newest session that is published; null shows all that is stored. */
  readonly asOf: TradingDate | null;
}

const FROM = `assets a left join etf_info e on e.asset_id = a.id
  left join price_series s on s.asset_id = a.id`;

const listedColumns = (asOf: string): string => `
  a.symbol, a.name, a.type, a.sector, a.currency, a.exchange, a.active, e.category, e.issuer,
  e.expense_ratio::float8 as "expenseRatio",
  e.assets_under_management::text as "assetsUnderManagement",
  case when s.first_date > ${asOf}::date then null else s.first_date end as "firstDate",
  case when s.first_date > ${asOf}::date then null
    when s.last_date > ${asOf}::date then ${asOf}::date else s.last_date end as "lastDate"`;

const DESCRIBED_COLUMNS = `
  e.inception_date as "inceptionDate", e.tracked_index as "trackedIndex", e.region, e.style,
  e.dividend_yield::float8 as "dividendYield",
  coalesce(e.sector_weights, '[]') as "sectorWeights",
  coalesce(e.country_weights, '[]') as "countryWeights",
  coalesce(e.top_holdings, '[]') as "topHoldings"`;

const SORT_KEYS: Readonly<Record<AssetSort, Omit<SortKey, 'descending'>>> = {
  symbol: { expression: 'a.symbol', type: 'text' },
  name: { expression: 'a.name', type: 'text' },
  expenseRatio: { expression: 'e.expense_ratio', type: 'numeric' },
  assetsUnderManagement: { expression: 'e.assets_under_management', type: 'numeric' },
};

/** Reads the universe. */
export class AssetReader {
  constructor(private readonly database: Database) {}

  /** One page of the universe. @throws HighwaterError BAD_CURSOR */
  list(request: AssetListRequest): Promise<Page<ListedAsset>> {
    const parameters = new SqlParameters();
    const equals = { 'a.type': request.type, 'e.category': request.category };
    const conditions = Object.entries({
      ...equals,
      'a.sector': request.sector,
      'e.issuer': request.issuer,
    }).flatMap(([column, value]) =>
      value === null ? [] : [`${column} = ${parameters.add(value)}`],
    );
    if (request.q !== null) {
      const pattern = parameters.add(containsPattern(request.q));
      conditions.push(`(a.symbol ilike ${pattern} or a.name ilike ${pattern})`);
    }
    return readPage<ListedAsset>(this.database.session, {
      columns: listedColumns(parameters.add(request.asOf)),
      from: FROM,
      conditions,
      parameters,
      sort: { ...SORT_KEYS[request.sort.by], descending: request.sort.descending },
      tie: { expression: 'a.symbol', type: 'text', descending: false },
      limit: request.limit,
      after: request.after,
    });
  }

  /** One asset, or null when there is none of this symbol. */
  async find(symbol: string, asOf: TradingDate | null): Promise<DescribedAsset | null> {
    const [asset] = await this.database.session.query<DescribedAsset>(
      `select ${listedColumns('$2')}, ${DESCRIBED_COLUMNS} from ${FROM} where a.symbol = $1`,
      [symbol, asOf],
    );
    return asset ?? null;
  }

  /** Whether there is an asset of this symbol. */
  async exists(symbol: string): Promise<boolean> {
    const rows = await this.database.session.query('select 1 from assets where symbol = $1', [
      symbol,
    ]);
    return rows.length > 0;
  }
}
