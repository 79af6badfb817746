import { Migration } from '@mikro-orm/migrations';

const ASSETS = [
  `create table "assets" (
  "id" uuid not null,
  "symbol" varchar(20) not null,
  "name" varchar(200) null,
  "type" varchar(16) not null default 'etf',
  "sector" varchar(100) null,
  "currency" varchar(3) not null default 'USD',
  "exchange" varchar(40) null,
  "active" boolean not null default true,
  "source" varchar(20) null,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `comment on column "assets"."source" is 'who its bars come from; one source per asset'`,
  `alter table "assets" add constraint "assets_symbol_unique" unique ("symbol")`,
  `alter table "assets"
  add constraint "assets_type_known" check (type in ('etf', 'equity', 'index', 'fund', 'cash'))`,
  `alter table "assets"
  add constraint "assets_symbol_form" check (symbol ~ '^[A-Z0-9^][A-Z0-9.^=-]{0,19}$')`,
  `alter table "assets" add constraint "assets_currency_form" check (currency ~ '^[A-Z]{3}$')`,
  `create or replace function "assets_assets_touch_fn"() returns trigger as $$ begin new.updated_at = now(); return new; end; $$ language plpgsql`,
  `create trigger "assets_touch" BEFORE UPDATE on "assets" for each ROW execute function "assets_assets_touch_fn"()`,
];

const ETF_INFO = [
  `create table "etf_info" (
  "asset_id" uuid not null,
  "expense_ratio" numeric(10,6) null,
  "assets_under_management" numeric(20,2) null,
  "category" varchar(100) null,
  "issuer" varchar(100) null,
  "inception_date" date null,
  "tracked_index" varchar(200) null,
  "region" varchar(100) null,
  "style" varchar(100) null,
  "dividend_yield" numeric(10,6) null,
  "sector_weights" jsonb not null default '[]',
  "country_weights" jsonb not null default '[]',
  "top_holdings" jsonb not null default '[]',
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("asset_id")
)`,
  `comment on column "etf_info"."expense_ratio" is 'fraction of assets per year'`,
  `comment on column "etf_info"."dividend_yield" is 'fraction of price, trailing year'`,
  `create index "etf_info_category_index" on "etf_info" ("category")`,
  `create index "etf_info_issuer_index" on "etf_info" ("issuer")`,
  `alter table "etf_info"
  add constraint "etf_info_expense_ratio_range" check (expense_ratio >= 0 and expense_ratio <= 0.25)`,
  `alter table "etf_info"
  add constraint "etf_info_assets_range" check (assets_under_management >= 0 and assets_under_management < 'Infinity')`,
  `alter table "etf_info"
  add constraint "etf_info_dividend_yield_range" check (dividend_yield >= 0 and dividend_yield <= 1)`,
  `create or replace function "etf_info_etf_info_touch_fn"() returns trigger as $$ begin new.updated_at = now(); return new; end; $$ language plpgsql`,
  `create trigger "etf_info_touch" BEFORE UPDATE on "etf_info" for each ROW execute function "etf_info_etf_info_touch_fn"()`,
  `alter table "etf_info"
  add constraint "etf_info_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const PRICES = [
  `create table "prices" (
  "asset_id" uuid not null,
  "date" date not null,
  "open" numeric(18,6) not null,
  "high" numeric(18,6) not null,
  "low" numeric(18,6) not null,
  "close" numeric(18,6) not null,
  "volume" bigint not null,
  "source" varchar(20) not null,
  "run_id" uuid not null,
  primary key ("asset_id", "date")
)`,
  `comment on column "prices"."run_id" is 'the refresh run that stored it'`,
  `create index "prices_date_index" on "prices" ("date")`,
  `alter table "prices"
  add constraint "prices_open_positive" check (open > 0 and open < 'Infinity')`,
  `alter table "prices"
  add constraint "prices_high_positive" check (high > 0 and high < 'Infinity')`,
  `alter table "prices" add constraint "prices_low_positive" check (low > 0 and low < 'Infinity')`,
  `alter table "prices"
  add constraint "prices_close_positive" check (close > 0 and close < 'Infinity')`,
  `alter table "prices" add constraint "prices_low_is_lowest" check (low <= open and low <= close)`,
  `alter table "prices"
  add constraint "prices_high_is_highest" check (high >= open and high >= close)`,
  `alter table "prices" add constraint "prices_volume_not_negative" check (volume >= 0)`,
  `alter table "prices"
  add constraint "prices_date_is_weekday" check (extract(isodow from date) < 6 and isfinite(date))`,
  `alter table "prices"
  add constraint "prices_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const CORPORATE_ACTIONS = [
  `create table "corporate_actions" (
  "asset_id" uuid not null,
  "ex_date" date not null,
  "kind" varchar(16) not null,
  "value" numeric(20,8) not null,
  "source" varchar(20) not null,
  "run_id" uuid not null,
  primary key ("asset_id", "ex_date", "kind")
)`,
  `comment on column "corporate_actions"."value" is 'cash per share as traded, or new shares per old share'`,
  `create index "corporate_actions_ex_date_index" on "corporate_actions" ("ex_date")`,
  `alter table "corporate_actions"
  add constraint "corporate_actions_kind_known" check (kind in ('dividend', 'capital_gain', 'split'))`,
  `alter table "corporate_actions"
  add constraint "corporate_actions_value_positive" check (value > 0 and value < 'Infinity')`,
  `alter table "corporate_actions"
  add constraint "corporate_actions_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const ADJUSTMENT_FACTORS = [
  `create table "adjustment_factors" (
  "asset_id" uuid not null,
  "from_date" date not null,
  "split_factor" numeric(24,16) not null,
  "dividend_factor" numeric(24,16) not null,
  primary key ("asset_id", "from_date")
)`,
  `alter table "adjustment_factors"
  add constraint "adjustment_factors_split_positive" check (split_factor > 0 and split_factor < 'Infinity')`,
  `alter table "adjustment_factors"
  add constraint "adjustment_factors_dividend_range" check (dividend_factor > 0 and dividend_factor <= 1)`,
  `alter table "adjustment_factors"
  add constraint "adjustment_factors_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const PRICE_SERIES = [
  `create table "price_series" (
  "asset_id" uuid not null,
  "first_date" date not null,
  "last_date" date not null,
  "length" int not null,
  "dates" bytea not null,
  "close" bytea not null,
  "adjusted_close" bytea not null,
  "volume" bytea not null,
  "hash" varchar(64) not null,
  primary key ("asset_id")
)`,
  `comment on column "price_series"."dates" is 'int32 little-endian, days since 1970-01-01'`,
  `comment on column "price_series"."close" is 'float64 little-endian, as traded'`,
  `comment on column "price_series"."adjusted_close" is 'float64 little-endian'`,
  `comment on column "price_series"."volume" is 'float64 little-endian, shares'`,
  `comment on column "price_series"."hash" is 'SHA-256 of the four columns, hexadecimal'`,
  `alter table "price_series" add constraint "price_series_length_positive" check (length > 0)`,
  `alter table "price_series"
  add constraint "price_series_dates_ordered" check (first_date <= last_date)`,
  `alter table "price_series"
  add constraint "price_series_dates_size" check (octet_length(dates) = length * 4)`,
  `alter table "price_series"
  add constraint "price_series_close_size" check (octet_length(close) = length * 8)`,
  `alter table "price_series"
  add constraint "price_series_adjusted_size" check (octet_length(adjusted_close) = length * 8)`,
  `alter table "price_series"
  add constraint "price_series_volume_size" check (octet_length(volume) = length * 8)`,
  `alter table "price_series"
  add constraint "price_series_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
  `alter table "price_series" alter column "dates" set storage external,
  alter column "close" set storage external, alter column "adjusted_close" set storage external,
  alter column "volume" set storage external`,
];

const RISK_FREE_RATES = [
  `create table "risk_free_rates" (
  "series" varchar(20) not null,
  "date" date not null,
  "rate" numeric(12,8) not null,
  primary key ("series", "date")
)`,
  `comment on column "risk_free_rates"."rate" is 'fraction per year'`,
  `alter table "risk_free_rates"
  add constraint "risk_free_rates_rate_range" check (rate > -1 and rate < 1)`,
];

const MARKET_DATA = [
  `create view "market_data" as select a.symbol, p.date, p.open, p.high, p.low, p.close, p.volume,
  round(p.close * coalesce(f.split_factor, 1) * coalesce(f.dividend_factor, 1), 6) as adjusted_close,
  coalesce(c.dividend, 0) as dividend,
  coalesce(c.split_ratio, 1) as split_ratio,
  p.source
from prices p
join assets a on a.id = p.asset_id
left join lateral (
  select split_factor, dividend_factor from adjustment_factors
  where asset_id = p.asset_id and from_date <= p.date
  order by from_date desc limit 1
) f on true
left join lateral (
  select sum(value) filter (where kind <> 'split') as dividend,
    max(value) filter (where kind = 'split') as split_ratio
  from corporate_actions where asset_id = p.asset_id and ex_date = p.date
) c on true`,
];

const DROPS = [
  'drop view "market_data"',
  'drop table "risk_free_rates"',
  'drop table "price_series"',
  'drop table "adjustment_factors"',
  'drop table "corporate_actions"',
  'drop table "prices"',
  'drop table "etf_info"',
  'drop function "etf_info_etf_info_touch_fn"()',
  'drop table "assets"',
  'drop function "assets_assets_touch_fn"()',
];

/** What the market did: assets, bars as traded, actions, and what is derived from them. */
export class Migration20261122000001MarketTables extends Migration {
  override up(): void {
    const statements = [
      ASSETS,
      ETF_INFO,
      PRICES,
      CORPORATE_ACTIONS,
      ADJUSTMENT_FACTORS,
      PRICE_SERIES,
      RISK_FREE_RATES,
      MARKET_DATA,
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }

  override down(): void {
    for (const statement of DROPS) this.addSql(statement);
  }
}
