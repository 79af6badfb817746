import { Migration } from '@mikro-orm/migrations';

/** Tells the nights' own backtests from those that somebody asked for, and when they must run again. */
export class Migration20261122000011NightlyBacktests extends Migration {
  override up(): void {
    this.addSql(
      `alter table "backtests" add column "is_nightly" boolean not null default false, add column "inputs" varchar(64) null`,
    );
    this.addSql(
      `comment on column "backtests"."is_nightly" is 'asked for by the night, which replaces its older ones'`,
    );
    this.addSql(
      `comment on column "backtests"."inputs" is 'SHA-256 of all that the results follow from'`,
    );
    this.addSql(
      `create index "backtests_nightly_index" on "backtests" ("portfolio_id", "strategy_id") where is_nightly = true`,
    );
  }

  override down(): void {
    this.addSql(`drop index "backtests_nightly_index"`);
    this.addSql(`alter table "backtests" drop column "is_nightly", drop column "inputs"`);
  }
}
