import { Migration } from '@mikro-orm/migrations';

const BACKTESTS = [
  `create table "backtests" (
  "id" uuid not null,
  "user_id" uuid null,
  "portfolio_id" uuid not null,
  "strategy_id" uuid not null,
  "strategy_version" int not null,
  "parameters" jsonb not null default '{}',
  "from_date" date null,
  "to_date" date null,
  "initial_capital" numeric(12,2) not null,
  "status" varchar(16) not null default 'pending',
  "results" jsonb null,
  "error" text null,
  "snapshot_id" uuid null,
  "engine_version" varchar(40) null,
  "attempts" int not null default 0,
  "lease_until" timestamptz null,
  "started_at" timestamptz null,
  "finished_at" timestamptz null,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `comment on column "backtests"."strategy_version" is 'version of the strategy config'`,
  `comment on column "backtests"."lease_until" is 'a run whose lease has passed was left by a crash'`,
  `create index "backtests_user_index" on "backtests" ("user_id")`,
  `create index "backtests_portfolio_index" on "backtests" ("portfolio_id")`,
  `create index "backtests_strategy_index" on "backtests" ("strategy_id", "status")`,
  `create index "backtests_snapshot_index" on "backtests" ("snapshot_id")`,
  `create index "backtests_open_index" on "backtests" ("created_at") where status in ('pending', 'running')`,
  `alter table "backtests"
  add constraint "backtests_status_known" check (status in ('pending', 'running', 'completed', 'failed'))`,
  `alter table "backtests"
  add constraint "backtests_capital_positive" check (initial_capital > 0 and initial_capital < 'Infinity')`,
  `alter table "backtests"
  add constraint "backtests_dates_ordered" check (from_date < to_date)`,
  `alter table "backtests" add constraint "backtests_attempts_range" check (attempts >= 0)`,
  `alter table "backtests"
  add constraint "backtests_completed_has_results" check (status <> 'completed' or results is not null)`,
  `alter table "backtests"
  add constraint "backtests_failed_has_error" check (status <> 'failed' or error is not null)`,
  `create or replace function "backtests_backtests_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "backtests_touch" BEFORE UPDATE on "backtests" for each ROW
  execute function "backtests_backtests_touch_fn"()`,
  `create or replace function "backtests_backtests_status_forward_fn"() returns trigger as $$
begin
  if new.status <> old.status and (old.status, new.status) not in
  (('pending', 'running'), ('running', 'completed'), ('running', 'failed'), ('failed', 'pending'))
then
  raise exception 'backtest % cannot go from % to %', old.id, old.status, new.status
    using errcode = 'check_violation', constraint = 'backtests_status_forward'; end if; return new; 
end; $$ language plpgsql`,
  `create trigger "backtests_status_forward" BEFORE UPDATE on "backtests" for each ROW
  execute function "backtests_backtests_status_forward_fn"()`,
  `alter table "backtests"
  add constraint "backtests_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade`,
  `alter table "backtests"
  add constraint "backtests_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolios" ("id") on update no action on delete cascade`,
  `alter table "backtests"
  add constraint "backtests_strategy_id_foreign" foreign key ("strategy_id") references "strategies" ("id") on update no action on delete no action`,
  `alter table "backtests"
  add constraint "backtests_snapshot_id_foreign" foreign key ("snapshot_id") references "snapshots" ("id") on update no action on delete set null`,
];

const PERFORMANCE_METRICS = [
  `create table "performance_metrics" (
  "backtest_id" uuid not null,
  "total_return" double precision null,
  "cagr" double precision null,
  "volatility" double precision null,
  "downside_deviation" double precision null,
  "sharpe" double precision null,
  "sortino" double precision null,
  "calmar" double precision null,
  "max_drawdown" double precision null,
  "var95" double precision null,
  "cvar95" double precision null,
  "beta" double precision null,
  "alpha" double precision null,
  "correlation" double precision null,
  "turnover_annual" numeric(10,6) null,
  "final_equity" numeric(20,2) null,
  "created_at" timestamptz not null default now(),
  primary key ("backtest_id")
)`,
  `alter table "performance_metrics"
  add constraint "performance_metrics_drawdown_range" check (max_drawdown >= '-1'::float8 and max_drawdown <= '0'::float8)`,
  `alter table "performance_metrics"
  add constraint "performance_metrics_backtest_id_foreign" foreign key ("backtest_id") references "backtests" ("id") on update no action on delete cascade`,
];

const DROPS = [
  'drop table "performance_metrics"',
  'drop table "backtests"',
  'drop function "backtests_backtests_touch_fn"()',
  'drop function "backtests_backtests_status_forward_fn"()',
];

/** How strategies on portfolios would have done. */
export class Migration20261122000005Backtests extends Migration {
  override up(): void {
    const statements = [BACKTESTS, PERFORMANCE_METRICS];
    for (const statement of statements.flat()) this.addSql(statement);
  }

  override down(): void {
    for (const statement of DROPS) this.addSql(statement);
  }
}
