import { RISK_METRIC_FIELDS, columnOf } from '../../src/store/entities/riskMetrics.js';

/** A table's row that the database accepts, by column, as SQL expressions; `$1` is an asset's id. */
type Row = Readonly<Record<string, string>>;

const KEY = 'gen_random_uuid()';
const text = (value: string): string => `'${value}'`;
/** The same in every window. */
const nine = (value: string): string => `array_fill(${value}, array[9])`;

/** One row of every table that is accepted as it stands. */
export const VALID: Readonly<Record<string, Row>> = {
  assets: { id: KEY, symbol: text('QQQ'), type: text('etf'), currency: text('USD') },
  etf_info: {
    asset_id: '$1',
    expense_ratio: '0.0003',
    assets_under_management: '1e9',
    dividend_yield: '0.013',
  },
  prices: {
    asset_id: '$1',
    date: text('2024-01-02'),
    open: '10',
    high: '12',
    low: '9',
    close: '11',
    volume: '100',
    source: text('csv'),
    run_id: KEY,
  },
  corporate_actions: {
    asset_id: '$1',
    ex_date: text('2024-01-02'),
    kind: text('dividend'),
    value: '0.5',
    source: text('csv'),
    run_id: KEY,
  },
  adjustment_factors: {
    asset_id: '$1',
    from_date: text('2024-01-02'),
    split_factor: '0.5',
    dividend_factor: '0.9',
  },
  price_series: {
    asset_id: '$1',
    first_date: text('2024-01-02'),
    last_date: text('2024-01-03'),
    length: '2',
    dates: "decode(repeat('00', 8), 'hex')",
    close: "decode(repeat('00', 16), 'hex')",
    adjusted_close: "decode(repeat('00', 16), 'hex')",
    volume: "decode(repeat('00', 16), 'hex')",
    hash: "repeat('0', 64)",
  },
  risk_free_rates: {
    series: text('DGS3MO'),
    date: text('2024-01-02'),
    known_from: text('2024-01-03'),
    rate: '0.05',
  },
  refresh_runs: {
    id: KEY,
    trigger: text('schedule'),
    source: text('csv'),
    session: text('2024-01-02'),
    status: text('running'),
    started_at: 'now()',
  },
  refresh_tasks: { run_id: '$2', asset_id: '$1', status: text('pending') },
  quality_findings: {
    id: KEY,
    asset_id: '$1',
    run_id: '$2',
    code: text('price-order'),
    severity: text('error'),
    message: text('Refused.'),
    fingerprint: "repeat('0', 64)",
    found_at: 'now()',
  },
  snapshots: {
    id: KEY,
    as_of: text('2024-01-02'),
    source: text('csv'),
    status: text('superseded'),
    published_at: 'now()',
    fingerprint: "repeat('0', 64)",
    definitions: text('1'),
    benchmark: text('SPY'),
    risk_free_rate: '0.02',
    assets: '1',
    run_id: KEY,
  },
  risk_figures: {
    snapshot_id: '$3',
    asset_id: '$1',
    from_dates: nine('null::date'),
    observations: nine('252'),
    ...Object.fromEntries(RISK_METRIC_FIELDS.map((it) => [columnOf(it), nine('-0.2::float8')])),
  },
};

/** Table, column, the value that is refused, and by which constraint. */
export type Violation = readonly [table: string, column: string, value: string, by: string];

const NOT_FINITE = ["'NaN'", "'Infinity'", "'-Infinity'"];
const unknown = text('sideways');
const bytes = (count: number): string => `decode(repeat('00', ${count}), 'hex')`;

const prices = ['open', 'high', 'low', 'close'].flatMap((column): Violation[] => [
  ...["'NaN'", '0', '-1'].map((it): Violation => ['prices', column, it, `${column}_positive`]),
  // numeric(18,6) itself refuses an infinity, before any check is asked.
  ...["'Infinity'", "'-Infinity'", '1e12'].map((it): Violation => [
    'prices',
    column,
    it,
    'overflow',
  ]),
  ['prices', column, 'null', 'null value'],
]);

const ranges = (
  [
    ['etf_info', 'expense_ratio', ['-0.0001', '0.2501', "'NaN'"], 'etf_info_expense_ratio_range'],
    ['etf_info', 'assets_under_management', ['-1', "'NaN'"], 'etf_info_assets_range'],
    ['etf_info', 'dividend_yield', ['-0.01', '1.01', "'NaN'"], 'etf_info_dividend_yield_range'],
    ['corporate_actions', 'value', ['0', '-1', "'NaN'"], 'corporate_actions_value_positive'],
    ['adjustment_factors', 'split_factor', ['0', '-1', "'NaN'"], 'split_positive'],
    ['adjustment_factors', 'dividend_factor', ['0', '-1', '1.01', "'NaN'"], 'dividend_range'],
    ['risk_free_rates', 'rate', ['1', '-1', "'NaN'"], 'risk_free_rates_rate_range'],
    ['risk_free_rates', 'known_from', [text('2024-01-01')], 'known_after'],
    [
      'risk_figures',
      'max_drawdown',
      ['0.01', '-1.01', ...NOT_FINITE].map((it) => nine(`${it}::float8`)),
      'risk_figures_drawdown_range',
    ],
    ['risk_figures', 'observations', [nine('-1')], 'risk_figures_observations_range'],
    ['risk_figures', 'cagr', ["'{}'", "'{0.1}'"], 'risk_figures_all_windows'],
    ['risk_figures', 'from_dates', ["'{}'"], 'risk_figures_all_windows'],
    ['risk_figures', 'index_id', [KEY], 'risk_figures_one_subject'],
    ['snapshots', 'risk_free_series', [text('TB3MS')], 'snapshots_one_risk_free'],
    ['snapshots', 'risk_free_rate', ['null'], 'snapshots_one_risk_free'],
  ] as const
).flatMap(([table, column, values, by]) =>
  values.map((value): Violation => [table, column, value, by]),
);

const words = (
  [
    ['assets', 'type', 'assets_type_known'],
    ['corporate_actions', 'kind', 'corporate_actions_kind_known'],
    ['refresh_runs', 'status', 'refresh_runs_status_known'],
    ['refresh_runs', 'trigger', 'refresh_runs_trigger_known'],
    ['refresh_tasks', 'status', 'refresh_tasks_status_known'],
    ['quality_findings', 'severity', 'quality_findings_severity_known'],
    ['snapshots', 'status', 'snapshots_status_known'],
  ] as const
).map(([table, column, by]): Violation => [
  table,
  column,
  column === 'severity' ? text('odd') : unknown,
  by,
]);

/** Each value alone makes the table's valid row one that is refused. */
export const VIOLATIONS: readonly Violation[] = [
  ...prices,
  ...ranges,
  ...words,
  ['prices', 'low', '10.5', 'prices_low_is_lowest'],
  ['prices', 'high', '10.5', 'prices_high_is_highest'],
  ['prices', 'close', '8', 'prices_low_is_lowest'],
  ['prices', 'open', '13', 'prices_high_is_highest'],
  ['prices', 'volume', '-1', 'prices_volume_not_negative'],
  ['prices', 'volume', '9223372036854775808', 'out of range'],
  ['prices', 'date', text('2024-01-06'), 'prices_date_is_weekday'],
  ['prices', 'date', text('2024-01-07'), 'prices_date_is_weekday'],
  ['prices', 'date', text('infinity'), 'prices_date_is_weekday'],
  ['prices', 'date', text('2024-02-30'), 'out of range'],
  ['prices', 'asset_id', KEY, 'prices_asset_id_foreign'],
  ['assets', 'symbol', text('spy'), 'assets_symbol_form'],
  ['assets', 'symbol', text('A B'), 'assets_symbol_form'],
  ['assets', 'symbol', text(''), 'assets_symbol_form'],
  ['assets', 'symbol', text('-A'), 'assets_symbol_form'],
  ['assets', 'symbol', "E'A\\n'", 'assets_symbol_form'],
  ['assets', 'symbol', "repeat('A', 21)", 'too long'],
  ['assets', 'symbol', text('SPY'), 'assets_symbol_unique'],
  ['assets', 'currency', text('usd'), 'assets_currency_form'],
  ['assets', 'currency', text('US'), 'assets_currency_form'],
  ['price_series', 'length', '0', 'price_series_length_positive'],
  ['price_series', 'last_date', text('2024-01-01'), 'price_series_dates_ordered'],
  ['price_series', 'dates', bytes(7), 'price_series_dates_size'],
  ['price_series', 'close', bytes(17), 'price_series_close_size'],
  ['price_series', 'adjusted_close', bytes(8), 'price_series_adjusted_size'],
  ['price_series', 'volume', bytes(0), 'price_series_volume_size'],
  ['refresh_tasks', 'run_id', KEY, 'refresh_tasks_run_id_foreign'],
  ['risk_figures', 'snapshot_id', KEY, 'risk_figures_snapshot_id_foreign'],
];

/** Inserted twice, the second row is refused by this. */
export const UNIQUE: readonly (readonly [table: string, by: string])[] = [
  ['etf_info', 'etf_info_pkey'],
  ['prices', 'prices_pkey'],
  ['corporate_actions', 'corporate_actions_pkey'],
  ['adjustment_factors', 'adjustment_factors_pkey'],
  ['price_series', 'price_series_pkey'],
  ['risk_free_rates', 'risk_free_rates_pkey'],
  ['refresh_tasks', 'refresh_tasks_pkey'],
  ['quality_findings', 'quality_findings_unique'],
  ['risk_figures', 'risk_figures_pkey'],
];
