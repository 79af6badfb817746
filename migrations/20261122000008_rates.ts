/** A rate was known from some day on, and was stored at some moment; both are kept. */
export const RATES_WITH_TIMES = [
  `alter table "risk_free_rates"
  add column "known_from" date null, add column "recorded_at" timestamptz not null default now()`,
  // Rows of before say nothing of it: the day's rate was known the next weekday.
  `update "risk_free_rates" set known_from = date + case extract(isodow from date)
  when 5 then 3 when 6 then 2 else 1 end`,
  `update "risk_free_rates" set recorded_at = known_from::timestamp at time zone 'UTC'`,
  'alter table "risk_free_rates" alter column "known_from" set not null',
  'alter table "risk_free_rates" drop constraint "risk_free_rates_pkey"',
  'alter table "risk_free_rates" add primary key ("series", "date", "known_from", "recorded_at")',
  `comment on column "risk_free_rates"."date" is 'day or first day of the month observed'`,
  `comment on column "risk_free_rates"."known_from" is 'the first day on which it could be used'`,
  `comment on column "risk_free_rates"."recorded_at" is 'when it was stored here'`,
  `alter table "risk_free_rates"
  add constraint "risk_free_rates_known_after" check (known_from >= date)`,
];

/** Of every observation only the value that was known last is kept. */
export const RATES_WITHOUT_TIMES = [
  `delete from "risk_free_rates" r using "risk_free_rates" later
where later.series = r.series and later.date = r.date
  and (later.known_from, later.recorded_at) > (r.known_from, r.recorded_at)`,
  'alter table "risk_free_rates" drop constraint "risk_free_rates_known_after"',
  'alter table "risk_free_rates" drop constraint "risk_free_rates_pkey"',
  'alter table "risk_free_rates" drop column "known_from", drop column "recorded_at"',
  'alter table "risk_free_rates" add primary key ("series", "date")',
  'comment on column "risk_free_rates"."date" is null',
];

/** A snapshot's rate is one number, or a stored series in the state that it had. */
export const SNAPSHOTS_WITH_SERIES = [
  `alter table "snapshots" alter column "risk_free_rate" drop not null,
  alter column "benchmark" type varchar(60), add column "risk_free_series" varchar(20) null`,
  `comment on column "snapshots"."benchmark" is 'symbol of an asset or slug of an index'`,
  `comment on column "snapshots"."risk_free_rate" is 'fraction per year; null where it is a series'`,
  `comment on column "snapshots"."risk_free_series" is 'name of the series in risk_free_rates'`,
  `alter table "snapshots" add constraint "snapshots_one_risk_free"
  check (num_nonnulls(risk_free_rate, risk_free_series) = 1)`,
];

/** Snapshots of a series or against an index cannot be told without them: they go. */
export const SNAPSHOTS_WITHOUT_SERIES = [
  'delete from "snapshots" where risk_free_rate is null or length(benchmark) > 20',
  'alter table "snapshots" drop constraint "snapshots_one_risk_free"',
  `alter table "snapshots" alter column "risk_free_rate" set not null,
  alter column "benchmark" type varchar(20), drop column "risk_free_series"`,
  'comment on column "snapshots"."benchmark" is null',
  `comment on column "snapshots"."risk_free_rate" is 'fraction per year'`,
];
