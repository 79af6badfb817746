import { Migration } from '@mikro-orm/migrations';

const STRATEGIES = [
  `create table "strategies" (
  "id" uuid not null,
  "slug" varchar(60) not null,
  "name" varchar(100) not null,
  "description" text not null default '',
  "kind" varchar(32) not null,
  "is_system" boolean not null default false,
  "owner_id" uuid null,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `alter table "strategies" add constraint "strategies_slug_unique" unique ("slug")`,
  `create index "strategies_owner_index" on "strategies" ("owner_id")`,
  `alter table "strategies"
  add constraint "strategies_kind_known" check (kind in ('buy-and-hold', 'rebalance', 'bands', 'equal-weight', 'cap-weight', 'inverse-volatility', 'risk-parity', 'minimum-variance', 'maximum-sharpe', 'momentum', 'dual-momentum', 'moving-average', 'volatility-target', 'glide-path', 'core-satellite'))`,
  `alter table "strategies"
  add constraint "strategies_system_or_owned" check (is_system = (owner_id is null))`,
  `alter table "strategies"
  add constraint "strategies_slug_form" check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')`,
  `create or replace function "strategies_strategies_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "strategies_touch" BEFORE UPDATE on "strategies" for each ROW
  execute function "strategies_strategies_touch_fn"()`,
  `alter table "strategies"
  add constraint "strategies_owner_id_foreign" foreign key ("owner_id") references "users" ("id") on update no action on delete cascade`,
];

const STRATEGY_CONFIGS = [
  `create table "strategy_configs" (
  "id" uuid not null,
  "strategy_id" uuid not null,
  "version" int not null,
  "name" varchar(100) not null,
  "parameters" jsonb not null default '{}',
  "active" boolean not null default false,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `alter table "strategy_configs"
  add constraint "strategy_configs_version_unique" unique ("strategy_id", "version")`,
  `create unique index "strategy_configs_one_active" on "strategy_configs" ("strategy_id") where active = true`,
  `alter table "strategy_configs"
  add constraint "strategy_configs_version_positive" check (version > 0)`,
  `alter table "strategy_configs"
  add constraint "strategy_configs_parameters_object" check (jsonb_typeof(parameters) = 'object')`,
  `create or replace function "strategy_configs_strategy_configs_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "strategy_configs_touch" BEFORE UPDATE on "strategy_configs" for each ROW
  execute function "strategy_configs_strategy_configs_touch_fn"()`,
  `alter table "strategy_configs"
  add constraint "strategy_configs_strategy_id_foreign" foreign key ("strategy_id") references "strategies" ("id") on update no action on delete cascade`,
];

const USER_STRATEGIES = [
  `create table "user_strategies" (
  "user_id" uuid not null,
  "strategy_id" uuid not null,
  "created_at" timestamptz not null default now(),
  primary key ("user_id", "strategy_id")
)`,
  `create index "user_strategies_strategy_index" on "user_strategies" ("strategy_id")`,
  `alter table "user_strategies"
  add constraint "user_strategies_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade`,
  `alter table "user_strategies"
  add constraint "user_strategies_strategy_id_foreign" foreign key ("strategy_id") references "strategies" ("id") on update no action on delete cascade`,
];

const PORTFOLIOS = [
  `create table "portfolios" (
  "id" uuid not null,
  "owner_id" uuid null,
  "slug" varchar(60) null,
  "name" varchar(100) not null,
  "description" text not null default '',
  "is_public" boolean not null default false,
  "initial_capital" numeric(12,2) not null,
  "benchmark_id" uuid null,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `comment on column "portfolios"."slug" is 'of model portfolios'`,
  `alter table "portfolios" add constraint "portfolios_slug_unique" unique ("slug")`,
  `create index "portfolios_owner_index" on "portfolios" ("owner_id")`,
  `create index "portfolios_benchmark_index" on "portfolios" ("benchmark_id")`,
  `alter table "portfolios"
  add constraint "portfolios_capital_positive" check (initial_capital > 0 and initial_capital < 'Infinity')`,
  `alter table "portfolios"
  add constraint "portfolios_owned_or_public" check (is_public or owner_id is not null)`,
  `create or replace function "portfolios_portfolios_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "portfolios_touch" BEFORE UPDATE on "portfolios" for each ROW
  execute function "portfolios_portfolios_touch_fn"()`,
  `alter table "portfolios"
  add constraint "portfolios_owner_id_foreign" foreign key ("owner_id") references "users" ("id") on update no action on delete cascade`,
  `alter table "portfolios"
  add constraint "portfolios_benchmark_id_foreign" foreign key ("benchmark_id") references "assets" ("id") on update no action on delete set null`,
];

const PORTFOLIO_HOLDINGS = [
  `create function "portfolio_allocations_at_most_one"() returns trigger as $$
declare total numeric;
begin
  perform 1 from portfolios where id = new.portfolio_id for update;
  select sum(allocation) into total from portfolio_holdings where portfolio_id = new.portfolio_id;
  if total > 1 then
    raise exception 'the allocations of portfolio % sum to %, more than 1', new.portfolio_id, total
      using errcode = 'check_violation', constraint = 'portfolio_holdings_sum';
  end if;
  return null;
end; $$ language plpgsql`,
  `create table "portfolio_holdings" (
  "portfolio_id" uuid not null,
  "asset_id" uuid not null,
  "allocation" numeric(5,4) not null,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("portfolio_id", "asset_id")
)`,
  `comment on column "portfolio_holdings"."allocation" is 'fraction of the portfolio'`,
  `create index "portfolio_holdings_asset_index" on "portfolio_holdings" ("asset_id")`,
  `alter table "portfolio_holdings"
  add constraint "portfolio_holdings_allocation_range" check (allocation >= 0 and allocation <= 1)`,
  `create or replace function "portfolio_holdings_portfolio_holdings_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "portfolio_holdings_touch" BEFORE UPDATE on "portfolio_holdings" for each ROW
  execute function "portfolio_holdings_portfolio_holdings_touch_fn"()`,
  `create constraint trigger "portfolio_holdings_sum"
  after insert or update on "portfolio_holdings" deferrable initially deferred
  for each row execute function "portfolio_allocations_at_most_one"()`,
  `alter table "portfolio_holdings"
  add constraint "portfolio_holdings_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolios" ("id") on update no action on delete cascade`,
  `alter table "portfolio_holdings"
  add constraint "portfolio_holdings_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete no action`,
];

const DROPS = [
  'drop table "portfolio_holdings"',
  'drop function "portfolio_holdings_portfolio_holdings_touch_fn"()',
  'drop function "portfolio_allocations_at_most_one"()',
  'drop table "portfolios"',
  'drop function "portfolios_portfolios_touch_fn"()',
  'drop table "user_strategies"',
  'drop table "strategy_configs"',
  'drop function "strategy_configs_strategy_configs_touch_fn"()',
  'drop table "strategies"',
  'drop function "strategies_strategies_touch_fn"()',
];

/** How money is meant to be invested. */
export class Migration20261122000004StrategiesAndPortfolios extends Migration {
  override up(): void {
    const statements = [
      STRATEGIES,
      STRATEGY_CONFIGS,
      USER_STRATEGIES,
      PORTFOLIOS,
      PORTFOLIO_HOLDINGS,
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }

  override down(): void {
    for (const statement of DROPS) this.addSql(statement);
  }
}
