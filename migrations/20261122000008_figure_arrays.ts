import {
  FIGURES,
  FORMER_FIGURES,
  WINDOW_NAMES,
  isFormer,
} from './20261122000008_figure_columns.js';

const WINDOW_COUNT = WINDOW_NAMES.length;
const numbered = WINDOW_NAMES.map((name, i) => `('${name}', ${i + 1})`).join(', ');
const list = (names: readonly string[], of: (name: string) => string): string =>
  names.map(of).join(',\n  ');
const column = (name: string): string => `"${name}"`;

const FIGURE_TABLE = [
  `create table "risk_figures" (
  "snapshot_id" uuid not null,
  "subject_id" uuid generated always as (coalesce(asset_id, index_id, portfolio_id)) stored not null,
  "asset_id" uuid null,
  "index_id" uuid null,
  "portfolio_id" uuid null,
  "to_date" date null,
  "from_dates" date[] not null,
  "observations" int[] not null,
  ${list(FIGURES, (name) => `"${name}" double precision[] not null`)},
  "reasons" jsonb not null default '{}',
  "samples" jsonb not null default '{}',
  "inputs" varchar(64) null,
  primary key ("snapshot_id", "subject_id")
) with (toast_tuple_target = 8160)`,
  `comment on column "risk_figures"."subject_id" is 'what the figures are of: one of the three'`,
  `comment on column "risk_figures"."from_dates" is 'by window, the base date: the first return is earned after it'`,
  `comment on column "risk_figures"."observations" is 'by window, daily returns; null where a window is not stored'`,
  `comment on column "risk_figures"."reasons" is 'why a figure is null, by window and figure'`,
  `comment on column "risk_figures"."samples" is 'n where it is not observations, by window and figure'`,
  `comment on column "risk_figures"."inputs" is 'SHA-256 of all that the figures follow from'`,
  `alter table "risk_figures" add constraint "risk_figures_one_subject"
  check (num_nonnulls(asset_id, index_id, portfolio_id) = 1)`,
  `alter table "risk_figures" add constraint "risk_figures_all_windows"
  check (${['from_dates', 'observations', ...FIGURES].map((it) => `cardinality(${it}) = ${WINDOW_COUNT}`).join(' and ')})`,
  `alter table "risk_figures" add constraint "risk_figures_observations_range"
  check (0 <= all (observations))`,
  `alter table "risk_figures" add constraint "risk_figures_drawdown_range"
  check ('-1'::float8 <= all (max_drawdown) and '0'::float8 >= all (max_drawdown))`,
  ...['asset', 'index', 'portfolio'].map(
    (kind) => `create index "risk_figures_${kind}_index" on "risk_figures" ("${kind}_id")
  where ${kind}_id is not null`,
  ),
  ...[
    ['snapshot', 'snapshots'],
    ['asset', 'assets'],
    ['index', 'indices'],
    ['portfolio', 'portfolios'],
  ].map(
    ([kind, table]) => `alter table "risk_figures"
  add constraint "risk_figures_${kind}_id_foreign" foreign key ("${kind}_id") references "${table}" ("id") on update no action on delete cascade`,
  ),
];

/** Nine rows become one. A window that was not stored stays away: it has no observations. */
const KEEP_FIGURES = `insert into "risk_figures" (snapshot_id, asset_id, to_date, from_dates,
  observations, ${list(FIGURES, column)}, reasons, samples)
select s.snapshot_id, s.asset_id, max(m.to_date), array_agg(m.from_date order by w.k),
  array_agg(m.observations order by w.k),
  ${list(FIGURES, (name) =>
    isFormer(name)
      ? `array_agg(m.${name} order by w.k)`
      : `array_fill(null::float8, array[${WINDOW_COUNT}])`,
  )},
  coalesce(jsonb_object_agg(w.name, m.reasons) filter (where m.reasons <> '{}'), '{}'),
  coalesce(jsonb_object_agg(w.name, m.samples) filter (where m.samples <> '{}'), '{}')
from (select distinct snapshot_id, asset_id from "former_risk_metrics") s
cross join (values ${numbered}) w(name, k)
left join "former_risk_metrics" m on m.snapshot_id = s.snapshot_id and m.asset_id = s.asset_id
  and m."window" = w.name
group by s.snapshot_id, s.asset_id`;

const FIGURE_VIEW = `create view "risk_metrics" as select f.snapshot_id, f.asset_id, f.index_id, f.portfolio_id,
  s.as_of, w.name as "window", f.from_dates[w.k] as from_date, f.to_date,
  f.observations[w.k] as observations,
  ${list(FIGURES, (name) => `f.${name}[w.k] as ${name}`)},
  coalesce(f.reasons -> w.name, '{}'::jsonb) as reasons,
  coalesce(f.samples -> w.name, '{}'::jsonb) as samples
from risk_figures f
join snapshots s on s.id = f.snapshot_id
cross join (values ${numbered}) w(name, k)
where f.observations[w.k] is not null`;

const FORMER_COLUMNS = [
  'snapshot_id',
  'asset_id',
  'as_of',
  '"window"',
  'from_date',
  'to_date',
  'observations',
  ...FORMER_FIGURES,
  'reasons',
  'samples',
].join(', ');

/** From a row per window to a row per subject, whose arrays are over the windows. */
export const FIGURES_TO_ARRAYS = [
  'alter table "risk_metrics" rename to "former_risk_metrics"',
  ...FIGURE_TABLE,
  KEEP_FIGURES,
  'drop table "former_risk_metrics"',
  FIGURE_VIEW,
];

/** Back to a row per window. @param formerTable makes the table as it was */
export const figuresToRows = (formerTable: readonly string[]): string[] => [
  'alter view "risk_metrics" rename to "newer_risk_metrics"',
  ...formerTable,
  `insert into "risk_metrics" (id, ${FORMER_COLUMNS})
select gen_random_uuid(), ${FORMER_COLUMNS} from "newer_risk_metrics" where asset_id is not null`,
  'drop view "newer_risk_metrics"',
  'drop table "risk_figures"',
];
