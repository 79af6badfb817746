import { Migration } from '@mikro-orm/migrations';

const INDEX_EVENTS = [
  `create table "index_events" (
  "index_id" uuid not null,
  "position" int not null,
  "date" date not null,
  "kind" varchar(20) not null,
  "asset_id" uuid null,
  "level_before" double precision not null,
  "level_after" double precision not null,
  "divisor_before" double precision not null,
  "divisor_after" double precision not null,
  "detail" jsonb not null default '{}',
  primary key ("index_id", "position")
)`,
  `comment on column "index_events"."position" is 'from 0 on, in the order in which things happened'`,
  `create index "index_events_date_index" on "index_events" ("index_id", "date")`,
  `create index "index_events_asset_index" on "index_events" ("asset_id")`,
  `alter table "index_events"
  add constraint "index_events_kind_known" check (kind in ('entry', 'exit', 'shares', 'cap', 'rebalance', 'split', 'dividend', 'special-dividend'))`,
  `alter table "index_events"
  add constraint "index_events_position_range" check (position >= 0)`,
  `alter table "index_events"
  add constraint "index_events_sides_positive" check ('0'::float8 < all (array[level_before, level_after, divisor_before, divisor_after]) and 'Infinity'::float8 > all (array[level_before, level_after, divisor_before, divisor_after]))`,
  `alter table "index_events"
  add constraint "index_events_index_id_foreign" foreign key ("index_id") references "indices" ("id") on update no action on delete cascade`,
  `alter table "index_events"
  add constraint "index_events_asset_id_foreign" foreign key ("asset_id") references "assets" ("id") on update no action on delete no action`,
];

const INDEX_COMPUTATIONS = [
  `create table "index_computations" (
  "index_id" uuid not null,
  "inputs" varchar(64) not null,
  "computed_at" timestamptz not null,
  "code" varchar(60) null,
  "message" text null,
  "notes" jsonb not null default '[]',
  primary key ("index_id")
)`,
  `comment on column "index_computations"."inputs" is 'SHA-256 of all that it was computed from'`,
  `comment on column "index_computations"."code" is 'why it could not be computed'`,
  `alter table "index_computations"
  add constraint "index_computations_inputs_form" check (inputs ~ '^[0-9a-f]{64}$')`,
  `alter table "index_computations"
  add constraint "index_computations_problem_whole" check ((code is null) = (message is null))`,
  `alter table "index_computations"
  add constraint "index_computations_index_id_foreign" foreign key ("index_id") references "indices" ("id") on update no action on delete cascade`,
];

/** What changed an index's divisor, and how its newest computation ended. */
export class Migration20261122000009IndexLedgers extends Migration {
  override up(): void {
    for (const statement of [...INDEX_EVENTS, ...INDEX_COMPUTATIONS]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table "index_computations"');
    this.addSql('drop table "index_events"');
  }
}
