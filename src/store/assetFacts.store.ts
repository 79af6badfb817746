import type { AssetType } from '../domain/asset.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { savedBy, type Saved } from './saved.js';

/** What is known of a fund before any provider has been asked. Rates are fractions. */
export interface KnownFund {
  readonly symbol: string;
  readonly name: string;
  readonly type: AssetType;
  readonly currency: string;
  readonly exchange: string | null;
  readonly facts: {
    readonly expenseRatio: string | null;
    readonly assetsUnderManagement: string | null;
    readonly category: string | null;
    readonly issuer: string | null;
    readonly inceptionDate: TradingDate | null;
    readonly trackedIndex: string | null;
    readonly region: string | null;
    readonly style: string | null;
    readonly dividendYield: string | null;
  } | null;
}

const FACTS = {
  expenseRatio: 'expense_ratio',
  assetsUnderManagement: 'assets_under_management',
  category: 'category',
  issuer: 'issuer',
  inceptionDate: 'inception_date',
  trackedIndex: 'tracked_index',
  region: 'region',
  style: 'style',
  dividendYield: 'dividend_yield',
} as const;
const COLUMNS = Object.values(FACTS);

const FILL_FACTS = `
insert into etf_info (asset_id, ${COLUMNS.join(', ')})
values ((select id from assets where symbol = $1), ${COLUMNS.map((_, i) => `$${i + 2}`).join(', ')})
on conflict (asset_id) do update set
  ${COLUMNS.map((it) => `${it} = coalesce(etf_info.${it}, excluded.${it})`).join(', ')}
where ${COLUMNS.map((it) => `(etf_info.${it} is null and excluded.${it} is not null)`).join(' or ')}`;

/** Facts that fill gaps: what a provider has told is never overwritten. */
export class AssetFactStore {
  constructor(private readonly database: Database) {}

  /**
   * Adds the asset where it is unknown, outside the universe until a refresh takes it in, and
   * fills what is not known of it.
   */
  fill({ symbol, name, type, currency, exchange, facts }: KnownFund): Promise<Saved> {
    return this.database.transaction(async (session) => {
      const inserted = await session.execute(
        `insert into assets (id, symbol, name, type, currency, exchange, active)
         values ($1, $2, $3, $4, $5, $6, false) on conflict (symbol) do nothing`,
        [newId(), symbol, name, type, currency, exchange],
      );
      const named = await session.execute(
        `update assets set name = coalesce(name, $2::varchar), exchange = coalesce(exchange, $3::varchar)
         where symbol = $1 and (name is null or (exchange is null and $3::varchar is not null))`,
        [symbol, name, exchange],
      );
      if (facts === null) return savedBy(inserted, named);
      const values = (Object.keys(FACTS) as (keyof typeof FACTS)[]).map((key) => facts[key]);
      return savedBy(inserted, named + (await session.execute(FILL_FACTS, [symbol, ...values])));
    });
  }
}
