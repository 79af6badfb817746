import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BACKTEST_STATUSES, BACKTEST_TRANSITIONS } from '../../src/domain/backtest.js';
import type { SqlSession } from '../../src/store/session.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';
import { THERE, WAREHOUSE_ROWS, WAREHOUSE_UNIQUE, WAREHOUSE_VIOLATIONS } from './warehouseCases.js';

const ROLLED_BACK = new Error('rolled back on purpose');
const { asset, user, strategy, portfolio, backtest, index, snapshot } = THERE;

const BEFORE = [
  `insert into assets (id, symbol) values (${asset}, 'SPY')`,
  `insert into users (id, email, username, password_hash)
   values (${user}, 'ann@example.org', 'ann', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA')`,
  `insert into strategies (id, slug, name, kind, is_system)
   values (${strategy}, 'momentum', 'Momentum', 'momentum', true)`,
  `insert into strategy_configs (id, strategy_id, version, name)
   values (gen_random_uuid(), ${strategy}, 1, 'first')`,
  `insert into portfolios (id, owner_id, name, initial_capital)
   values (${portfolio}, ${user}, 'Savings', 1000)`,
  `insert into snapshots (id, as_of, source, status, published_at, fingerprint, definitions,
     benchmark, risk_free_rate, assets, run_id)
   values (${snapshot}, '2024-01-02', 'csv', 'published', now(), repeat('0', 64), '1', 'SPY', 0, 1,
     gen_random_uuid())`,
  `insert into backtests (id, portfolio_id, strategy_id, strategy_version, initial_capital)
   values (${backtest}, ${portfolio}, ${strategy}, 1, 1000)`,
  `insert into indices (id, slug, name, kind, base_date, base_value)
   values (${index}, 'one', 'One', 'cap-weighted', '2020-01-02', 100)`,
];

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  for (const statement of BEFORE) await test.database.session.execute(statement);
});
afterAll(() => test.drop());

function insert(
  session: SqlSession,
  table: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<number> {
  const row = { ...WAREHOUSE_ROWS[table], ...changes };
  const [columns, values] = [Object.keys(row).join(', '), Object.values(row).join(', ')];
  return session.execute(`insert into ${table} (${columns}) values (${values})`);
}

async function takenBack(work: (session: SqlSession) => Promise<unknown>): Promise<void> {
  const undone = test.database.transaction(async (session) => {
    await work(session);
    throw ROLLED_BACK;
  });
  await expect(undone).rejects.toBe(ROLLED_BACK);
}

/** Several checks may refuse one row, and the first alone is named: the others are dropped. */
async function keepOnly(session: SqlSession, table: string, by: string): Promise<void> {
  const checks = await session.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table],
  );
  for (const { name } of checks.filter((check) => !check.name.endsWith(by))) {
    await session.execute(`alter table ${table} drop constraint ${name}`);
  }
}

const rowsOf = async (session: SqlSession, table: string): Promise<number> =>
  (await session.query(`select 1 from ${table}`)).length;

describe('the warehouse', () => {
  it.each(Object.keys(WAREHOUSE_ROWS))('accepts a valid row of %s', async (table) => {
    await takenBack(async (session) => expect(await insert(session, table)).toBe(1));
  });

  it.each(WAREHOUSE_VIOLATIONS)(
    'refuses %s with %s = %s by %s',
    async (table, column, value, by) => {
      const refused = test.database.transaction(async (session) => {
        await keepOnly(session, table, by);
        await insert(session, table, { [column]: value });
      });
      await expect(refused).rejects.toThrow(by);
    },
  );

  it.each(WAREHOUSE_UNIQUE)(
    'refuses a second row of %s with %j by %s',
    async (table, change, by) => {
      const twice = test.database.transaction(async (session) => {
        await insert(session, table);
        await insert(session, table, change);
      });
      await expect(twice).rejects.toThrow(by);
    },
  );

  it('tries every check, unique index and foreign key of these tables', async () => {
    const rows = await test.database.session.query<{ name: string }>(
      `select conname as name from pg_constraint
       where contype in ('c', 'f') and conrelid::regclass::text = any($1::text[])
       union select indexrelid::regclass::text from pg_index
       where indisunique and not indisprimary and indrelid::regclass::text = any($1::text[])`,
      [Object.keys(WAREHOUSE_ROWS)],
    );
    const tried = [
      ...WAREHOUSE_VIOLATIONS.map(([, , , by]) => by),
      ...WAREHOUSE_UNIQUE.map(([, , by]) => by),
    ];
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(({ name }) => !tried.some((by) => name.endsWith(by)))).toEqual([]);
  });

  it('looks at the sum of allocations when the transaction ends, not before', async () => {
    const hold = async (session: SqlSession, shares: readonly string[]): Promise<void> => {
      for (const [i, allocation] of shares.entries()) {
        const id = `'00000000-0000-7000-8000-00000000010${i}'`;
        await session.execute(`insert into assets (id, symbol) values (${id}, 'S${i}')`);
        await insert(session, 'portfolio_holdings', { asset_id: id, allocation });
      }
    };
    const above = test.database.transaction((session) => hold(session, ['0.5', '0.5001']));
    await expect(above).rejects.toMatchObject({ constraint: 'portfolio_holdings_sum' });
    await test.database.transaction(async (session) => {
      await hold(session, ['0.5', '0.5001']);
      await session.execute(
        'update portfolio_holdings set allocation = 0.4999 where allocation < 0.5001',
      );
    });
    expect(await rowsOf(test.database.session, 'portfolio_holdings')).toBe(2);
    await test.database.session.execute('delete from portfolio_holdings');
    await test.database.session.execute(`delete from assets where symbol like 'S_'`);
  });

  it('lets a backtest go forward, back from failed by retry, and nowhere else', async () => {
    for (const from of BACKTEST_STATUSES) {
      for (const to of BACKTEST_STATUSES) {
        const allowed =
          from === to || BACKTEST_TRANSITIONS.some(([a, b]) => a === from && b === to);
        const move = test.database.transaction(async (session) => {
          await insert(session, 'backtests', {
            id: `'00000000-0000-7000-8000-000000000009'`,
            status: `'${from}'`,
            results: `'{}'`,
            error: `'none'`,
          });
          await session.execute(
            `update backtests set status = '${to}'
             where id = '00000000-0000-7000-8000-000000000009'`,
          );
          throw ROLLED_BACK;
        });
        if (allowed) await expect(move).rejects.toBe(ROLLED_BACK);
        else await expect(move).rejects.toMatchObject({ constraint: 'backtests_status_forward' });
      }
    }
  });

  it('lets one of two transactions end a backtest that both saw running', async () => {
    const { database } = test;
    const id = `'00000000-0000-7000-8000-00000000000a'`;
    for (let round = 0; round < 10; round += 1) {
      await insert(database.session, 'backtests', { id, status: `'running'` });
      const end = (to: string): Promise<unknown> =>
        database.transaction(async (session) => {
          await session.query(`select status from backtests where id = ${id}`);
          await session.execute(
            `update backtests set status = '${to}', results = '{}', error = 'none' where id = ${id}`,
          );
        });
      const ends = await Promise.allSettled([end('completed'), end('failed')]);
      const lost = ends.filter((it) => it.status === 'rejected');
      expect(lost.map((it) => it.reason as unknown)).toMatchObject([
        { constraint: 'backtests_status_forward' },
      ]);
      await database.session.execute(`delete from backtests where id = ${id}`);
    }
  });

  it('keeps what was once believed, for as long as its asset is there', async () => {
    for (const statement of [
      'update price_revisions set value = 1',
      'delete from price_revisions',
    ]) {
      const rewritten = test.database.transaction(async (session) => {
        await insert(session, 'price_revisions');
        await session.execute(statement);
      });
      await expect(rewritten).rejects.toThrow('append-only');
    }
  });
});

/** Of a deleted row: which tables lose the rows that name it. */
const CASCADES: readonly (readonly [parent: string, id: string, gone: readonly string[]])[] = [
  ['users', user, ['api_keys', 'user_strategies', 'portfolios', 'portfolio_holdings']],
  ['portfolios', portfolio, ['portfolio_holdings', 'backtests', 'performance_metrics']],
  ['backtests', backtest, ['performance_metrics']],
  ['indices', index, ['index_values', 'allocations', 'index_events', 'index_computations']],
];

describe('deletion', () => {
  it.each(CASCADES)('of a row of %s with id %s takes along %j', async (parent, id, gone) => {
    await takenBack(async (session) => {
      for (const table of gone) {
        const isThere = table === 'portfolios' || table === 'backtests';
        if (!isThere) await insert(session, table);
        expect(await rowsOf(session, table)).toBe(1);
      }
      await session.execute(`delete from ${parent} where id = ${id}`);
      for (const table of gone) expect([table, await rowsOf(session, table)]).toEqual([table, 0]);
      expect(await rowsOf(session, 'assets')).toBe(1);
      expect(await rowsOf(session, 'strategies')).toBe(1);
    });
  });

  it.each([
    ['strategies', strategy, 'backtests_strategy_id_foreign'],
    ['assets', asset, 'portfolio_holdings_asset_id_foreign'],
  ])('of a row of %s with id %s is refused by %s', async (table, id, by) => {
    const refused = test.database.transaction(async (session) => {
      await insert(session, 'portfolio_holdings');
      await session.execute(`delete from ${table} where id = ${id}`);
    });
    await expect(refused).rejects.toMatchObject({ constraint: by });
  });

  it('of a benchmark or a snapshot leaves what was measured with it', async () => {
    await takenBack(async (session) => {
      await session.execute(`update portfolios set benchmark_id = ${asset}`);
      await session.execute(`update backtests set snapshot_id = ${snapshot}`);
      await session.execute(`delete from assets where id = ${asset}`);
      await session.execute(`delete from snapshots where id = ${snapshot}`);
      expect(await session.query('select benchmark_id from portfolios')).toEqual([
        { benchmark_id: null },
      ]);
      expect(await session.query('select snapshot_id from backtests')).toEqual([
        { snapshot_id: null },
      ]);
    });
  });

  it('of a user takes an own strategy along, though own backtests rest on it', async () => {
    await takenBack(async (session) => {
      const own = `'00000000-0000-7000-8000-000000000008'`;
      await insert(session, 'strategies', { id: own });
      await insert(session, 'backtests', { strategy_id: own });
      await session.execute(`delete from users where id = ${user}`);
      expect(await session.query('select slug from strategies')).toEqual([{ slug: 'momentum' }]);
      expect(await rowsOf(session, 'backtests')).toBe(0);
    });
  });
});

describe('updated_at', () => {
  it('is set by a trigger in every table that has one', async () => {
    const tables = await test.database.session.query<{ name: string }>(
      `select table_name as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where table_schema = 'public' and column_name = 'updated_at' and table_type = 'BASE TABLE'
       order by 1`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(9);
    await takenBack(async (session) => {
      await session.execute(`insert into etf_info (asset_id) values (${asset})`);
      await insert(session, 'portfolio_holdings');
      for (const { name } of tables) {
        const old = `timestamptz '2001-01-01'`;
        await session.execute(`update ${name} set created_at = ${old}, updated_at = ${old}`);
        const rows = await session.query<{ touched: boolean; kept: boolean }>(
          `select updated_at = now() as touched, created_at = ${old} as kept from ${name}`,
        );
        expect([name, rows.length > 0]).toEqual([name, true]);
        for (const row of rows) expect([name, row]).toEqual([name, { touched: true, kept: true }]);
      }
    });
  });
});
