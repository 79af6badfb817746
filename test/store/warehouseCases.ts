import type { Violation } from './constraintCases.js';

type Row = Readonly<Record<string, string>>;

const KEY = 'gen_random_uuid()';
const text = (value: string): string => `'${value}'`;
const uuid = (last: number): string => text(`00000000-0000-7000-8000-00000000000${last}`);

/** Keys of rows that are there before each case. */
export const THERE = {
  asset: uuid(1),
  user: uuid(2),
  strategy: uuid(3),
  portfolio: uuid(4),
  backtest: uuid(5),
  index: uuid(6),
  snapshot: uuid(7),
} as const;
const { asset, user, strategy, portfolio, backtest, index, snapshot } = THERE;

/** One row of each table that is accepted as it stands, in the order of their foreign keys. */
export const WAREHOUSE_ROWS: Readonly<Record<string, Row>> = {
  users: {
    id: KEY,
    email: text('Bob@example.org'),
    username: text('bob'),
    password_hash: text('$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA'),
  },
  api_keys: {
    id: KEY,
    user_id: user,
    name: text('laptop'),
    prefix: text('hw_0123456789'),
    key_hash: "repeat('a', 64)",
  },
  strategies: {
    id: KEY,
    slug: text('my-rule'),
    name: text('My rule'),
    kind: text('momentum'),
    is_system: 'false',
    owner_id: user,
  },
  strategy_configs: {
    id: KEY,
    strategy_id: strategy,
    version: '2',
    name: text('second'),
    parameters: text('{"top": 3}'),
    active: 'true',
  },
  user_strategies: { user_id: user, strategy_id: strategy },
  portfolios: {
    id: KEY,
    owner_id: user,
    slug: text('mine'),
    name: text('Mine'),
    is_public: 'false',
    initial_capital: '9999999999.99',
    benchmark_id: asset,
  },
  portfolio_holdings: { portfolio_id: portfolio, asset_id: asset, allocation: '0.1234' },
  backtests: {
    id: KEY,
    user_id: user,
    portfolio_id: portfolio,
    strategy_id: strategy,
    strategy_version: '1',
    from_date: text('2020-01-02'),
    to_date: text('2020-01-03'),
    initial_capital: '0.01',
    snapshot_id: snapshot,
  },
  performance_metrics: { backtest_id: backtest, max_drawdown: '-1', sharpe: '0.5' },
  indices: {
    id: KEY,
    slug: text('two'),
    name: text('Two'),
    kind: text('strategy'),
    strategy_id: strategy,
    base_date: text('2020-01-02'),
    base_value: '100',
  },
  index_values: { index_id: index, date: text('2020-01-02'), value: '100', divisor: '0.5' },
  allocations: {
    index_id: index,
    date: text('2020-01-02'),
    asset_id: asset,
    weight: '1',
    value: '0',
  },
  index_events: {
    index_id: index,
    position: '0',
    date: text('2020-01-02'),
    kind: text('entry'),
    asset_id: asset,
    level_before: '100',
    level_after: '100',
    divisor_before: '2',
    divisor_after: '3',
  },
  index_computations: { index_id: index, inputs: "repeat('0', 64)", computed_at: 'now()' },
  market_cap_data: {
    asset_id: asset,
    date: text('2020-01-02'),
    market_cap: '1e9',
    shares_outstanding: '1000',
    source: text('yahoo'),
  },
  fx_rates: { series: text('EURUSD'), date: text('2020-01-02'), rate: '1.08' },
  price_revisions: {
    id: KEY,
    asset_id: asset,
    subject: text('dividend'),
    date: text('2020-01-02'),
    value: '0.5',
    source: text('csv'),
    believed_from_run_id: KEY,
    believed_until_run_id: KEY,
    replaced_at: 'now()',
  },
};

const positive = (
  [
    ['portfolios', 'initial_capital', 'portfolios_capital_positive'],
    ['backtests', 'initial_capital', 'backtests_capital_positive'],
    ['indices', 'base_value', 'indices_base_value_positive'],
    ['index_values', 'value', 'index_values_value_positive'],
    ['index_values', 'divisor', 'index_values_divisor_positive'],
    ['index_events', 'level_after', 'index_events_sides_positive'],
    ['index_events', 'divisor_before', 'index_events_sides_positive'],
    ['market_cap_data', 'market_cap', 'market_cap_data_cap_positive'],
    ['fx_rates', 'rate', 'fx_rates_rate_positive'],
  ] as const
).flatMap(([table, column, by]) =>
  ['0', '-1', "'NaN'"].map((value): Violation => [table, column, value, by]),
);

const words = (
  [
    ['users', 'subscription_tier', 'users_tier_known'],
    ['api_keys', 'scope', 'api_keys_scope_known'],
    ['strategies', 'kind', 'strategies_kind_known'],
    ['backtests', 'status', 'backtests_status_known'],
    ['indices', 'kind', 'indices_kind_known'],
    ['index_events', 'kind', 'index_events_kind_known'],
    ['price_revisions', 'subject', 'price_revisions_subject_known'],
  ] as const
).map(([table, column, by]): Violation => [table, column, text('odd'), by]);

const forms = (
  [
    ['users', 'email', ['bob', '@example.org', 'bob@example', 'b ob@example.org'], 'email_form'],
    ['users', 'username', ['b', '-bob', 'bo b', ''], 'users_username_form'],
    ['users', 'password_hash', ['secret', '$2b$10$abc', ''], 'users_password_hashed'],
    ['api_keys', 'key_hash', ['ab', 'hw_0123456789secret'], 'api_keys_hash_form'],
    ['strategies', 'slug', ['My-Rule', 'a--b', '-a', ''], 'strategies_slug_form'],
    ['indices', 'slug', ['Two', 'a_b', ''], 'indices_slug_form'],
    ['index_computations', 'inputs', ['', 'ABC'], 'index_computations_inputs_form'],
    ['fx_rates', 'series', ['EUR', 'eurusd', 'EURUSDX'], 'fx_rates_series_form'],
  ] as const
).flatMap(([table, column, values, by]) =>
  values.map((value): Violation => [table, column, text(value), by]),
);

const missing = (
  [
    ['api_keys', 'user_id'],
    ['strategies', 'owner_id'],
    ['strategy_configs', 'strategy_id'],
    ['user_strategies', 'user_id'],
    ['user_strategies', 'strategy_id'],
    ['portfolios', 'owner_id'],
    ['portfolios', 'benchmark_id'],
    ['portfolio_holdings', 'portfolio_id'],
    ['portfolio_holdings', 'asset_id'],
    ['backtests', 'user_id'],
    ['backtests', 'portfolio_id'],
    ['backtests', 'strategy_id'],
    ['backtests', 'snapshot_id'],
    ['performance_metrics', 'backtest_id'],
    ['indices', 'strategy_id'],
    ['index_values', 'index_id'],
    ['allocations', 'index_id'],
    ['allocations', 'asset_id'],
    ['index_events', 'index_id'],
    ['index_events', 'asset_id'],
    ['index_computations', 'index_id'],
    ['market_cap_data', 'asset_id'],
    ['price_revisions', 'asset_id'],
  ] as const
).map(([table, column]): Violation => [table, column, KEY, `${table}_${column}_foreign`]);

/** Each value alone makes the table's valid row one that is refused. */
export const WAREHOUSE_VIOLATIONS: readonly Violation[] = [
  ...positive,
  ...words,
  ...forms,
  ...missing,
  ['strategies', 'is_system', 'true', 'strategies_system_or_owned'],
  ['strategies', 'owner_id', 'null', 'strategies_system_or_owned'],
  ['strategy_configs', 'version', '0', 'strategy_configs_version_positive'],
  ['strategy_configs', 'parameters', text('[]'), 'strategy_configs_parameters_object'],
  ['strategy_configs', 'version', '1', 'strategy_configs_version_unique'],
  ['portfolios', 'owner_id', 'null', 'portfolios_owned_or_public'],
  ['portfolios', 'initial_capital', '10000000000', 'overflow'],
  ['portfolio_holdings', 'allocation', '-0.0001', 'portfolio_holdings_allocation_range'],
  ['portfolio_holdings', 'allocation', '1.0001', 'portfolio_holdings_allocation_range'],
  ['portfolio_holdings', 'allocation', "'NaN'", 'portfolio_holdings_allocation_range'],
  ['backtests', 'to_date', text('2020-01-02'), 'backtests_dates_ordered'],
  ['backtests', 'attempts', '-1', 'backtests_attempts_range'],
  ['backtests', 'status', text('completed'), 'backtests_completed_has_results'],
  ['backtests', 'status', text('failed'), 'backtests_failed_has_error'],
  ['performance_metrics', 'max_drawdown', '0.01', 'performance_metrics_drawdown_range'],
  ['performance_metrics', 'max_drawdown', '-1.01', 'performance_metrics_drawdown_range'],
  ['performance_metrics', 'max_drawdown', "'NaN'", 'performance_metrics_drawdown_range'],
  ['indices', 'strategy_id', 'null', 'indices_strategy_named'],
  ['indices', 'kind', text('cap-weighted'), 'indices_strategy_named'],
  ['allocations', 'weight', '-0.1', 'allocations_weight_range'],
  ['allocations', 'weight', '1.1', 'allocations_weight_range'],
  ['allocations', 'weight', "'NaN'", 'allocations_weight_range'],
  ['allocations', 'value', '-1', 'allocations_value_range'],
  ['allocations', 'value', "'NaN'", 'allocations_value_range'],
  ['index_events', 'position', '-1', 'index_events_position_range'],
  ['index_computations', 'code', text('INDEX_EMPTY'), 'index_computations_problem_whole'],
  ['market_cap_data', 'shares_outstanding', '0', 'market_cap_data_shares_positive'],
  ['price_revisions', 'value', 'null', 'price_revisions_values_of_subject'],
  ['price_revisions', 'subject', text('bar'), 'price_revisions_values_of_subject'],
];

/** A second row that differs in these columns alone is refused by this. */
export const WAREHOUSE_UNIQUE: readonly (readonly [table: string, changes: Row, by: string])[] = [
  ['users', { email: text('BOB@EXAMPLE.ORG'), username: text('rob') }, 'users_email_unique'],
  ['users', { email: text('rob@example.org'), username: text('BOB') }, 'users_username_unique'],
  ['api_keys', {}, 'api_keys_prefix_unique'],
  ['strategies', { name: text('Another') }, 'strategies_slug_unique'],
  ['strategy_configs', { version: '3' }, 'strategy_configs_one_active'],
  ['strategy_configs', { active: 'false' }, 'strategy_configs_version_unique'],
  ['user_strategies', {}, 'user_strategies_pkey'],
  ['portfolios', {}, 'portfolios_slug_unique'],
  ['portfolio_holdings', { allocation: '0.2' }, 'portfolio_holdings_pkey'],
  ['performance_metrics', {}, 'performance_metrics_pkey'],
  ['indices', {}, 'indices_slug_unique'],
  ['index_values', { value: '101' }, 'index_values_pkey'],
  ['allocations', { weight: '0.5' }, 'allocations_pkey'],
  ['index_events', { kind: text('exit') }, 'index_events_pkey'],
  ['index_computations', {}, 'index_computations_pkey'],
  ['market_cap_data', {}, 'market_cap_data_pkey'],
  ['fx_rates', {}, 'fx_rates_pkey'],
];
