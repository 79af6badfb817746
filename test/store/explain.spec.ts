import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AssetReader } from '../../src/store/assets.reader.js';
import { BacktestReader } from '../../src/store/backtests.reader.js';
import { BacktestStore } from '../../src/store/backtests.store.js';
import type { Database } from '../../src/store/database.js';
import { IndexReader } from '../../src/store/indices.reader.js';
import { PortfolioReader } from '../../src/store/portfolios.reader.js';
import { PriceReader } from '../../src/store/prices.reader.js';
import { UserStore } from '../../src/store/users.store.js';
import {
  WHOLE_WAREHOUSE,
  generateWarehouse,
  generatedCategory,
  generatedEmail,
  generatedSymbol,
  type Warehouse,
  type WarehouseSize,
} from './generator.js';
import { recordStatements, type Statement } from './recordingDatabase.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

const GENERATION_TIMEOUT_MS = 300_000;
/** A fifth of the warehouse, because making it takes long; `npm run test:plans` takes all of it. */
const SIZE: WarehouseSize =
  process.env['HIGHWATER_TEST_WHOLE_WAREHOUSE'] === undefined
    ? { ...WHOLE_WAREHOUSE, daysPerAsset: 400 }
    : WHOLE_WAREHOUSE;
const PRICES = SIZE.assets * SIZE.daysPerAsset;
/** Reading a table of so few pages of 8 kB whole is as good as any index. */
const SMALL_PAGES_MAX = 64;

let test: TestDatabase;
let warehouse: Warehouse;
let large: ReadonlySet<string>;
beforeAll(async () => {
  test = await openTestDatabase();
  warehouse = await generateWarehouse(test.database, SIZE);
  await test.database.session.execute('analyze');
  const tables = await test.database.session.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relpages > $1`,
    [SMALL_PAGES_MAX],
  );
  large = new Set(tables.map(({ name }) => name));
}, GENERATION_TIMEOUT_MS);
afterAll(() => test.drop());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** What the planner would do: the indexes it would use, and the large tables it would read whole. */
async function explain({ sql, parameters }: Statement) {
  const [row] = await test.database.session.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (format json) ${sql}`,
    parameters,
  );
  const nodes = row === undefined ? [] : nodesOf(row['QUERY PLAN'][0].Plan);
  const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan');
  return {
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    readWhole: whole
      .flatMap((node) => node['Relation Name'] ?? [])
      .filter((table) => large.has(table)),
  };
}

/** The plans of every statement that `read` sends: the reports' own SQL, not a copy of it. */
async function plansOf(read: (database: Database) => Promise<unknown>) {
  const { database, statements } = recordStatements(test.database);
  await read(database);
  const plans = await Promise.all(statements.map(explain));
  return {
    indexes: plans.flatMap(({ indexes }) => indexes),
    readWhole: plans.flatMap(({ readWhole }) => readWhole),
  };
}

const PAGE = { limit: 50, after: null };
const at = <T>(list: readonly T[], i: number): T => {
  const item = list[i];
  if (item === undefined) throw new RangeError(`there are only ${list.length}`);
  return item;
};
const aMonth = () => ({ from: at(warehouse.days, 200), to: at(warehouse.days, 220) });

/** Each report, the indexes that it lives by, and how it is asked for. */
const REPORTS: readonly (readonly [
  report: string,
  indexes: readonly string[],
  read: (database: Database) => Promise<unknown>,
])[] = [
  [
    'a portfolio with its holdings',
    ['portfolios_pkey', 'portfolio_holdings_pkey'],
    (database) => new PortfolioReader(database).find(at(warehouse.portfolioIds, 100), null),
  ],
  [
    'the portfolios of an owner',
    ['portfolios_owner_index', 'portfolio_holdings_pkey'],
    (database) =>
      new PortfolioReader(database).list({
        ...PAGE,
        scope: 'own',
        visibleTo: at(warehouse.userIds, 7),
      }),
  ],
  [
    'a backtest with its metrics',
    ['backtests_pkey', 'performance_metrics_pkey'],
    (database) => new BacktestReader(database).find(at(warehouse.backtestIds, 5), null),
  ],
  [
    'the backtests of a portfolio with their metrics',
    ['backtests_portfolio_index'],
    (database) =>
      new BacktestReader(database).list({
        ...PAGE,
        visibleTo: null,
        portfolio: at(warehouse.portfolioIds, 100),
        strategy: null,
        status: null,
        isNightly: null,
      }),
  ],
  [
    'the completed backtests of a strategy',
    ['backtests_strategy_index'],
    (database) =>
      new BacktestReader(database).list({
        ...PAGE,
        visibleTo: null,
        portfolio: null,
        strategy: at(warehouse.strategyIds, 3),
        status: 'completed',
        isNightly: null,
      }),
  ],
  [
    'the oldest pending backtest',
    ['backtests_open_index'],
    (database) => new BacktestStore(database).claim(1_000),
  ],
  [
    'bars of an asset between two dates',
    ['prices_pkey'],
    (database) =>
      new PriceReader(database).bars(at(warehouse.assetIds, 250), { ...aMonth(), limit: 1_000 }),
  ],
  [
    'market data of a symbol between two dates',
    ['assets_symbol_unique', 'prices_pkey'],
    (database) =>
      database.session.query(
        'select * from market_data where symbol = $1 and date between $2 and $3 order by date',
        [generatedSymbol(250), aMonth().from, aMonth().to],
      ),
  ],
  [
    'prices of one date',
    ['prices_date_index'],
    (database) => database.session.query('select * from prices where date = $1', [aMonth().from]),
  ],
  [
    'an ETF by its symbol',
    ['assets_symbol_unique', 'etf_info_pkey'],
    (database) => new AssetReader(database).find(generatedSymbol(250), null),
  ],
  [
    'ETFs of a category',
    ['etf_info_category_index'],
    (database) =>
      database.session.query('select * from etf_info where category = $1', [generatedCategory(3)]),
  ],
  [
    'a user by email in any case',
    ['users_email_unique'],
    (database) => new UserStore(database).findByEmail(generatedEmail(500).toUpperCase()),
  ],
  [
    'allocations of a date',
    ['allocations_date_index'],
    (database) => new IndexReader(database).rebalancesOn(at(warehouse.indexDays, 210), 1_000),
  ],
  [
    'closes of an index between two dates',
    ['index_values_pkey'],
    (database) =>
      new IndexReader(database).closes(at(warehouse.indexIds, 1), { ...aMonth(), limit: 1_000 }),
  ],
];

describe(`at ${PRICES} prices`, () => {
  it('holds what it says', async () => {
    const count = async (table: string): Promise<number> => {
      const [row] = await test.database.session.query<{ rows: number }>(
        `select count(*)::int as rows from ${table}`,
      );
      return row?.rows ?? 0;
    };
    expect(await count('prices')).toBe(PRICES);
    expect(await count('portfolios')).toBe(200);
    expect(await count('backtests')).toBe(2_000);
    expect(await count('performance_metrics')).toBe(1_200);
    for (const table of ['prices', 'backtests', 'allocations']) {
      expect(large).toContain(table);
    }
    expect(warehouse.prices).toBe(PRICES);
  });

  it.each(REPORTS)('finds %s by %j', async (_, indexes, read) => {
    const plans = await plansOf(read);
    for (const index of indexes) expect(plans.indexes).toContain(index);
    expect(plans.readWhole).toEqual([]);
  });

  it('notices where an index is missing', async () => {
    const { readWhole } = await explain({
      sql: 'select * from backtests where error = $1',
      parameters: ['none'],
    });
    expect(readWhole).toEqual(['backtests']);
  });
});
