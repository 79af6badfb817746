import { Migration } from '@mikro-orm/migrations';

const REFRESH_RUNS = [
  `create table "refresh_runs" (
  "id" uuid not null,
  "trigger" varchar(16) not null,
  "source" varchar(20) not null,
  "session" date not null,
  "status" varchar(16) not null default 'running',
  "started_at" timestamptz not null,
  "finished_at" timestamptz null,
  "resumed" int not null default 0,
  "assets" int not null default 0,
  "assets_stored" int not null default 0,
  "assets_unchanged" int not null default 0,
  "assets_failed" int not null default 0,
  "rows_written" int not null default 0,
  "findings" int not null default 0,
  "snapshot_id" uuid null,
  "error" text null,
  primary key ("id")
)`,
  `comment on column "refresh_runs"."session" is 'the newest session that the run asked for'`,
  `comment on column "refresh_runs"."resumed" is 'how often a killed run was taken up again'`,
  `comment on column "refresh_runs"."rows_written" is 'market rows: bars, actions, factors, series, figures'`,
  `comment on column "refresh_runs"."findings" is 'new ones'`,
  `comment on column "refresh_runs"."snapshot_id" is 'what was published when it ended'`,
  `create index "refresh_runs_started_index" on "refresh_runs" ("started_at")`,
  `alter table "refresh_runs"
  add constraint "refresh_runs_status_known" check (status in ('running', 'completed', 'failed'))`,
  `alter table "refresh_runs"
  add constraint "refresh_runs_trigger_known" check (trigger in ('command', 'schedule', 'catch-up', 'demo'))`,
];

const REFRESH_TASKS = [
  `create table "refresh_tasks" (
  "run_id" uuid not null,
  "asset_id" uuid not null,
  "status" varchar(16) not null default 'pending',
  "attempts" int not null default 0,
  "bars_added" int not null default 0,
  "bars_replaced" int not null default 0,
  "rows_written" int not null default 0,
  "findings" int not null default 0,
  "last_date" date null,
  "error_code" varchar(60) null,
  "error" text null,
  "finished_at" timestamptz null,
  primary key ("run_id", "asset_id")
)`,
  `comment on column "refresh_tasks"."last_date" is 'the checkpoint: the newest stored bar'`,
  `create index "refresh_tasks_asset_index" on "refresh_tasks" ("asset_id")`,
  `alter table "refresh_tasks"
  add constraint "refresh_tasks_status_known" check (status in ('pending', 'stored', 'unchanged', 'failed'))`,
  `alter table "refresh_tasks"
  add constraint "refresh_tasks_run_id_foreign" foreign key ("run_id") references "refresh_runs" ("id") on update no action on delete cascade`,
  `alter table "refresh_tasks"
  add constraint "refresh_tasks_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const QUALITY_FINDINGS = [
  `create table "quality_findings" (
  "id" uuid not null,
  "asset_id" uuid not null,
  "run_id" uuid not null,
  "code" varchar(60) not null,
  "severity" varchar(8) not null,
  "trade_date" date null,
  "message" text not null,
  "detail" jsonb not null default '{}',
  "fingerprint" varchar(64) not null,
  "found_at" timestamptz not null,
  primary key ("id")
)`,
  `comment on column "quality_findings"."fingerprint" is 'SHA-256 of code, date and message: told once'`,
  `create index "quality_findings_found_index" on "quality_findings" ("found_at", "id")`,
  `create index "quality_findings_code_index" on "quality_findings" ("code")`,
  `alter table "quality_findings"
  add constraint "quality_findings_unique" unique ("asset_id", "fingerprint")`,
  `alter table "quality_findings"
  add constraint "quality_findings_severity_known" check (severity in ('info', 'warning', 'error'))`,
  `alter table "quality_findings"
  add constraint "quality_findings_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const SNAPSHOTS = [
  `create table "snapshots" (
  "id" uuid not null,
  "as_of" date not null,
  "source" varchar(20) not null,
  "status" varchar(16) not null,
  "published_at" timestamptz not null,
  "fingerprint" varchar(64) not null,
  "definitions" varchar(20) not null,
  "benchmark" varchar(20) not null,
  "risk_free_rate" numeric(12,8) not null,
  "assets" int not null,
  "run_id" uuid not null,
  primary key ("id")
)`,
  `comment on column "snapshots"."as_of" is 'the newest session in it'`,
  `comment on column "snapshots"."fingerprint" is 'SHA-256 of all inputs: series, settings, definitions'`,
  `comment on column "snapshots"."definitions" is 'version of the metric definitions'`,
  `comment on column "snapshots"."risk_free_rate" is 'fraction per year'`,
  `create index "snapshots_published_at_index" on "snapshots" ("published_at")`,
  `create unique index "snapshots_one_published" on "snapshots" ("status") where status = 'published'`,
  `alter table "snapshots"
  add constraint "snapshots_status_known" check (status in ('published', 'superseded'))`,
];

export const RISK_METRICS = [
  `create table "risk_metrics" (
  "id" uuid not null,
  "snapshot_id" uuid not null,
  "asset_id" uuid not null,
  "as_of" date not null,
  "window" varchar(8) not null,
  "from_date" date null,
  "to_date" date null,
  "observations" int not null,
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
  "reasons" jsonb not null default '{}',
  "samples" jsonb not null default '{}',
  primary key ("id")
)`,
  `comment on column "risk_metrics"."from_date" is 'the base date: the first return is earned after it'`,
  `comment on column "risk_metrics"."observations" is 'daily returns in the window'`,
  `comment on column "risk_metrics"."reasons" is 'why a figure is null'`,
  `comment on column "risk_metrics"."samples" is 'n where it is not observations'`,
  `create index "risk_metrics_asset_index" on "risk_metrics" ("asset_id", "as_of", "window")`,
  `alter table "risk_metrics"
  add constraint "risk_metrics_unique" unique ("snapshot_id", "window", "asset_id")`,
  `alter table "risk_metrics"
  add constraint "risk_metrics_window_known" check ("window" in ('1m', '3m', '6m', 'ytd', '1y', '3y', '5y', '10y', 'max'))`,
  `alter table "risk_metrics"
  add constraint "risk_metrics_observations_range" check (observations >= 0)`,
  `alter table "risk_metrics"
  add constraint "risk_metrics_drawdown_range" check (max_drawdown >= '-1'::float8 and max_drawdown <= '0'::float8)`,
  `alter table "risk_metrics"
  add constraint "risk_metrics_snapshot_id_foreign" foreign key ("snapshot_id") references "snapshots" ("id") on update no action on delete cascade`,
  `alter table "risk_metrics"
  add constraint "risk_metrics_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete cascade`,
];

const DROPS = [
  'drop table "risk_metrics"',
  'drop table "snapshots"',
  'drop table "quality_findings"',
  'drop table "refresh_tasks"',
  'drop table "refresh_runs"',
];

/** What the pipeline did: runs, tasks, findings, and the snapshots that it published. */
export class Migration20261122000002OperationTables extends Migration {
  override up(): void {
    const statements = [REFRESH_RUNS, REFRESH_TASKS, QUALITY_FINDINGS, SNAPSHOTS, RISK_METRICS];
    for (const statement of statements.flat()) this.addSql(statement);
  }

  override down(): void {
    for (const statement of DROPS) this.addSql(statement);
  }
}
