import { Migration } from '@mikro-orm/migrations';

const INDICES = [
  `create table "indices" (
  "id" uuid not null,
  "slug" varchar(60) not null,
  "name" varchar(100) not null,
  "description" text not null default '',
  "kind" varchar(20) not null,
  "strategy_id" uuid null,
  "currency" varchar(3) not null default 'USD',
  "base_date" date not null,
  "base_value" numeric(20,8) not null,
  "parameters" jsonb not null default '{}',
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `alter table "indices" add constraint "indices_slug_unique" unique ("slug")`,
  `create index "indices_strategy_index" on "indices" ("strategy_id")`,
  `alter table "indices"
  add constraint "indices_kind_known" check (kind in ('cap-weighted', 'equal-weighted', 'strategy'))`,
  `alter table "indices"
  add constraint "indices_base_value_positive" check (base_value > 0 and base_value < 'Infinity')`,
  `alter table "indices"
  add constraint "indices_strategy_named" check ((kind = 'strategy') = (strategy_id is not null))`,
  `alter table "indices"
  add constraint "indices_slug_form" check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')`,
  `create or replace function "indices_indices_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "indices_touch" BEFORE UPDATE on "indices" for each ROW
  execute function "indices_indices_touch_fn"()`,
  `alter table "indices"
  add constraint "indices_strategy_id_foreign" foreign key ("strategy_id") references "strategies" ("id") on update no action on delete no action`,
];

const INDEX_VALUES = [
  `create table "index_values" (
  "index_id" uuid not null,
  "date" date not null,
  "value" numeric(20,8) not null,
  "return_pct" double precision null,
  "divisor" numeric(30,12) null,
  primary key ("index_id", "date")
)`,
  `comment on column "index_values"."return_pct" is 'simple return of the day, a fraction; null on the first'`,
  `create index "index_values_date_index" on "index_values" ("date")`,
  `alter table "index_values"
  add constraint "index_values_value_positive" check (value > 0 and value < 'Infinity')`,
  `alter table "index_values"
  add constraint "index_values_divisor_positive" check (divisor > 0 and divisor < 'Infinity')`,
  `alter table "index_values"
  add constraint "index_values_index_id_foreign" foreign key ("index_id") references "indices" ("id") on update no action on delete cascade`,
];

const ALLOCATIONS = [
  `create table "allocations" (
  "index_id" uuid not null,
  "date" date not null,
  "asset_id" uuid not null,
  "weight" numeric(10,8) not null,
  "value" numeric(20,2) not null,
  primary key ("index_id", "date", "asset_id")
)`,
  `comment on column "allocations"."weight" is 'fraction of the index'`,
  `comment on column "allocations"."value" is 'in the currency of the index'`,
  `create index "allocations_date_index" on "allocations" ("date")`,
  `create index "allocations_asset_index" on "allocations" ("asset_id")`,
  `alter table "allocations"
  add constraint "allocations_weight_range" check (weight >= 0 and weight <= 1)`,
  `alter table "allocations"
  add constraint "allocations_value_range" check (value >= 0 and value < 'Infinity')`,
  `alter table "allocations"
  add constraint "allocations_index_id_foreign" foreign key ("index_id") references "indices" ("id") on update no action on delete cascade`,
  `alter table "allocations"
  add constraint "allocations_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete no action`,
];

const MARKET_CAP_DATA = [
  `create table "market_cap_data" (
  "asset_id" uuid not null,
  "date" date not null,
  "market_cap" numeric(20,2) not null,
  "shares_outstanding" bigint null,
  "source" varchar(20) not null,
  primary key ("asset_id", "date")
)`,
  `create index "market_cap_data_date_index" on "market_cap_data" ("date")`,
  `alter table "market_cap_data"
  add constraint "market_cap_data_cap_positive" check (market_cap > 0 and market_cap < 'Infinity')`,
  `alter table "market_cap_data"
  add constraint "market_cap_data_shares_positive" check (shares_outstanding > 0)`,
  `alter table "market_cap_data"
  add constraint "market_cap_data_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const FX_RATES = [
  `create table "fx_rates" (
  "series" varchar(20) not null,
  "date" date not null,
  "rate" numeric(18,8) not null,
  primary key ("series", "date")
)`,
  `comment on column "fx_rates"."series" is 'base and quote currency: EURUSD'`,
  `comment on column "fx_rates"."rate" is 'units of the quote currency per unit of the base'`,
  `alter table "fx_rates"
  add constraint "fx_rates_rate_positive" check (rate > 0 and rate < 'Infinity')`,
  `alter table "fx_rates" add constraint "fx_rates_series_form" check (series ~ '^[A-Z]{6}$')`,
];

const PRICE_REVISIONS = [
  `create table "price_revisions" (
  "id" uuid not null,
  "asset_id" uuid not null,
  "subject" varchar(16) not null,
  "date" date not null,
  "open" numeric(18,6) null,
  "high" numeric(18,6) null,
  "low" numeric(18,6) null,
  "close" numeric(18,6) null,
  "volume" bigint null,
  "value" numeric(20,8) null,
  "source" varchar(20) not null,
  "believed_from_run_id" uuid not null,
  "believed_until_run_id" uuid not null,
  "replaced_at" timestamptz not null,
  primary key ("id")
)`,
  `comment on column "price_revisions"."date" is 'trade date of a bar, ex-date of an action'`,
  `comment on column "price_revisions"."value" is 'of an action'`,
  `comment on column "price_revisions"."believed_from_run_id" is 'the run that stored the value'`,
  `comment on column "price_revisions"."believed_until_run_id" is 'the run that replaced it'`,
  `create index "price_revisions_asset_index" on "price_revisions" ("asset_id", "date")`,
  `alter table "price_revisions"
  add constraint "price_revisions_subject_known" check (subject in ('bar', 'dividend', 'capital_gain', 'split'))`,
  `alter table "price_revisions"
  add constraint "price_revisions_values_of_subject" check ((subject = 'bar') = (value is null) and (subject = 'bar') = (open is not null and high is not null and low is not null and close is not null and volume is not null))`,
  `create or replace function "price_revisions_price_revisions_append_only_fn"() returns trigger as $$
begin
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if; raise exception 'price_revisions is append-only'
  using errcode = 'check_violation', constraint = 'price_revisions_append_only'; 
end; $$ language plpgsql`,
  `create trigger "price_revisions_append_only" BEFORE UPDATE OR DELETE on "price_revisions" for each ROW
  execute function "price_revisions_price_revisions_append_only_fn"()`,
  `alter table "price_revisions"
  add constraint "price_revisions_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const DROPS = [
  'drop table "price_revisions"',
  'drop function "price_revisions_price_revisions_append_only_fn"()',
  'drop table "fx_rates"',
  'drop table "market_cap_data"',
  'drop table "allocations"',
  'drop table "index_values"',
  'drop table "indices"',
  'drop function "indices_indices_touch_fn"()',
];

/** Indices, what they are made from, and what was once believed of prices. */
export class Migration20261122000006IndicesAndRevisions extends Migration {
  override up(): void {
    const statements = [
      INDICES,
      INDEX_VALUES,
      ALLOCATIONS,
      MARKET_CAP_DATA,
      FX_RATES,
      PRICE_REVISIONS,
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }

  override down(): void {
    for (const statement of DROPS) this.addSql(statement);
  }
}
