import { RISK_METRIC_FIELDS, columnOf } from '../../src/store/entities/riskMetrics.js';
import type { SqlSession } from '../../src/store/session.js';

const uuid = (last: string): string => `00000000-0000-7000-8000-0000000000${last}`;

/** Keys of the rows below. */
export const IDS = {
  spy: uuid('01'),
  run: uuid('02'),
  laterRun: uuid('03'),
  snapshot: uuid('04'),
  user: uuid('05'),
  strategy: uuid('06'),
  privatePortfolio: uuid('07'),
  publicPortfolio: uuid('08'),
  publicBacktest: uuid('09'),
  privateBacktest: uuid('0a'),
  index: uuid('0b'),
  privateStrategy: uuid('0c'),
} as const;

/** What must never be seen in a report. */
export const SECRETS = {
  email: 'ada@example.org',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  keyHash: 'ab'.repeat(32),
  privateName: 'Nobody else knows of this',
} as const;

const FIGURES = RISK_METRIC_FIELDS.map(columnOf);
const { spy, run, laterRun, snapshot, user, strategy, index } = IDS;
const backtest = (id: string, by: string, portfolio: string, of: string): string => `
  insert into backtests (id, user_id, portfolio_id, strategy_id, strategy_version, parameters,
    from_date, to_date, initial_capital, status, results, snapshot_id, finished_at)
  values ('${id}', ${by}, '${portfolio}', '${of}', 1, '{"every": "month"}', '2024-01-02',
    '2024-02-02', 10000, 'completed', '{}', '${snapshot}', '2024-02-03')`;

/** At least one row of every table, by table, in the order of their foreign keys. */
export const ROWS: readonly (readonly [table: string, ...statements: string[]])[] = [
  ['assets', `insert into assets (id, symbol, name) values ('${spy}', 'SPY', 'A fund')`],
  [
    'etf_info',
    `insert into etf_info (asset_id, expense_ratio, sector_weights, top_holdings)
     values ('${spy}', 0.0009, '[{"name": "Energy", "weight": 0.25}]',
       '[{"name": "Apple", "symbol": "AAPL", "weight": 0.07}]')`,
  ],
  [
    'prices',
    `insert into prices values ('${spy}', '2024-01-02', 10, 12, 9, 11, 100, 'csv', '${run}'),
       ('${spy}', '2024-01-03', 11, 12, 10, 10.5, 200, 'csv', '${laterRun}')`,
  ],
  [
    'corporate_actions',
    `insert into corporate_actions
     values ('${spy}', '2024-01-03', 'dividend', 0.5, 'csv', '${run}')`,
  ],
  [
    'adjustment_factors',
    `insert into adjustment_factors values ('${spy}', '2024-01-02', 1, 0.95),
       ('${spy}', '2024-01-03', 1, 1)`,
  ],
  [
    'price_series',
    `insert into price_series select '${spy}', '2024-01-02', '2024-01-03', 2,
       decode(repeat('01', 8), 'hex'), decode(repeat('02', 16), 'hex'),
       decode(repeat('03', 16), 'hex'), decode(repeat('04', 16), 'hex'), repeat('0', 64)`,
  ],
  [
    'risk_free_rates',
    // Before rates were known from a day on, the columns for it are not there.
    `insert into risk_free_rates select (jsonb_populate_record(null::risk_free_rates,
       '{"series": "DGS3MO", "date": "2024-01-02", "rate": 0.05, "known_from": "2024-01-03",
         "recorded_at": "2024-01-03T00:00:00Z"}')).*`,
  ],
  [
    'refresh_runs',
    `insert into refresh_runs (id, trigger, source, session, status, started_at, finished_at)
     values ('${run}', 'schedule', 'csv', '2024-01-02', 'completed', '2024-01-02', '2024-01-03'),
       ('${laterRun}', 'schedule', 'csv', '2024-01-03', 'completed', '2024-01-04', '2024-01-05')`,
  ],
  ['refresh_tasks', `insert into refresh_tasks (run_id, asset_id) values ('${run}', '${spy}')`],
  [
    'quality_findings',
    `insert into quality_findings (id, asset_id, run_id, code, severity, message, fingerprint,
       found_at) values ('${run}', '${spy}', '${run}', 'stale', 'info', 'Odd.', repeat('0', 64),
       '2024-01-03')`,
  ],
  [
    'snapshots',
    `insert into snapshots values ('${snapshot}', '2024-01-03', 'csv', 'published', '2024-01-05',
       repeat('0', 64), '1', 'SPY', 0.02, 1, '${laterRun}')`,
  ],
  [
    'risk_metrics',
    `insert into risk_metrics (id, snapshot_id, asset_id, as_of, "window", observations, cagr)
     values ('${run}', '${snapshot}', '${spy}', '2024-01-03', 'max', 1, 0.07)`,
  ],
  [
    'risk_figures',
    `insert into risk_figures (snapshot_id, asset_id, from_dates, observations, ${FIGURES.join(', ')})
     values ('${snapshot}', '${spy}', array_fill(null::date, array[9]),
       array[null, null, null, null, null, null, null, null, 1],
       ${FIGURES.map((name) => (name === 'cagr' ? 'array[null,null,null,null,null,null,null,null,0.07]' : 'array_fill(null::float8, array[9])')).join(', ')})`,
  ],
  [
    'users',
    `insert into users (id, email, username, password_hash)
     values ('${user}', '${SECRETS.email}', 'ada', '${SECRETS.passwordHash}')`,
  ],
  [
    'api_keys',
    `insert into api_keys (id, user_id, name, prefix, key_hash)
     values ('${user}', '${user}', 'laptop', 'hw_abcdef', '${SECRETS.keyHash}')`,
  ],
  [
    'strategies',
    `insert into strategies (id, slug, name, kind, is_system, owner_id) values
       ('${strategy}', 'rebalance', 'Rebalance', 'rebalance', true, null),
       ('${IDS.privateStrategy}', 'adas-own', '${SECRETS.privateName}', 'momentum', false,
         '${user}')`,
  ],
  [
    'strategy_configs',
    `insert into strategy_configs (id, strategy_id, version, name, parameters, active) values
       ('${strategy}', '${strategy}', 1, 'Monthly', '{"every": "month"}', true)`,
  ],
  ['user_strategies', `insert into user_strategies values ('${user}', '${strategy}')`],
  [
    'portfolios',
    `insert into portfolios (id, owner_id, slug, name, is_public, initial_capital, benchmark_id)
     values ('${IDS.privatePortfolio}', '${user}', null, '${SECRETS.privateName}', false, 5000,
         null),
       ('${IDS.publicPortfolio}', null, 'all-in', 'All in', true, 10000, '${spy}')`,
  ],
  [
    'portfolio_holdings',
    `insert into portfolio_holdings (portfolio_id, asset_id, allocation) values
       ('${IDS.privatePortfolio}', '${spy}', 0.1234), ('${IDS.publicPortfolio}', '${spy}', 1)`,
  ],
  [
    'backtests',
    backtest(IDS.publicBacktest, 'null', IDS.publicPortfolio, strategy),
    backtest(IDS.privateBacktest, `'${user}'`, IDS.privatePortfolio, IDS.privateStrategy),
  ],
  [
    'performance_metrics',
    `insert into performance_metrics (backtest_id, cagr, final_equity) values
       ('${IDS.publicBacktest}', 0.08, 10800), ('${IDS.privateBacktest}', 0.12, 11200)`,
  ],
  [
    'indices',
    `insert into indices (id, slug, name, kind, base_date, base_value)
     values ('${index}', 'demo', 'Demo', 'cap-weighted', '2024-01-02', 100)`,
  ],
  ['index_values', `insert into index_values values ('${index}', '2024-01-02', 100, null, 1e6)`],
  ['allocations', `insert into allocations values ('${index}', '2024-01-02', '${spy}', 1, 100000)`],
  [
    'index_events',
    `insert into index_events
     values ('${index}', 0, '2024-01-02', 'entry', '${spy}', 100, 100, 1e6, 1e6, '{"shares": 7}')`,
  ],
  [
    'index_computations',
    `insert into index_computations (index_id, inputs, computed_at)
     values ('${index}', repeat('0', 64), '2024-01-05')`,
  ],
  [
    'market_cap_data',
    `insert into market_cap_data values ('${spy}', '2024-01-02', 1e9, 1000000, 'csv')`,
  ],
  ['fx_rates', `insert into fx_rates values ('EURUSD', '2024-01-02', 1.1)`],
  [
    'price_revisions',
    `insert into price_revisions values ('${run}', '${spy}', 'bar', '2024-01-03', 11, 12, 10, 11,
       200, null, 'csv', '${run}', '${laterRun}', '2024-01-05')`,
  ],
];

/** Fills every table that exists; those of other migrations, and views, are left out. */
export async function insertOneOfEach(session: SqlSession): Promise<string[]> {
  const filled: string[] = [];
  for (const [table, ...statements] of ROWS) {
    const [found] = await session.query<{ exists: boolean }>(
      `select exists (select from pg_class where oid = to_regclass($1) and relkind = 'r')`,
      [`public.${table}`],
    );
    if (found?.exists !== true) continue;
    for (const statement of statements) await session.execute(statement);
    filled.push(table);
  }
  return filled;
}
