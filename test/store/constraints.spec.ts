import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/store/entities/columns.js';
import type { SqlSession } from '../../src/store/session.js';
import { UNIQUE, VALID, VIOLATIONS } from './constraintCases.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

const ASSET = newId();
const RUN = newId();
const SNAPSHOT = newId();
const ROLLED_BACK = new Error('rolled back on purpose');

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  const { session } = test.database;
  await session.execute(`insert into assets (id, symbol) values ($1, 'SPY')`, [ASSET]);
  await insert(session, 'refresh_runs', { id: `'${RUN}'` });
  await insert(session, 'snapshots', { id: `'${SNAPSHOT}'`, status: "'published'" });
});
afterAll(() => test.drop());

/** The table's valid row with some columns changed. */
function insert(
  session: SqlSession,
  table: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<number> {
  const row = Object.entries({ ...VALID[table], ...changes });
  const ids = { $1: ASSET, $2: RUN, $3: SNAPSHOT } as const;
  const values = row.map(([, value]) => (value in ids ? `'${ids[value as '$1']}'` : value));
  return session.execute(
    `insert into ${table} (${row.map(([column]) => column).join(', ')}) values (${values.join(', ')})`,
  );
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

/** Does `work` in a transaction that is then taken back, whatever it did. */
async function takenBack(work: (session: SqlSession) => Promise<unknown>): Promise<void> {
  const undone = test.database.transaction(async (session) => {
    await work(session);
    throw ROLLED_BACK;
  });
  await expect(undone).rejects.toBe(ROLLED_BACK);
}

describe('the database', () => {
  it.each(Object.keys(VALID))('accepts a valid row of %s', async (table) => {
    await takenBack(async (session) => {
      expect(await insert(session, table)).toBe(1);
    });
  });

  it.each(VIOLATIONS)('refuses %s with %s = %s by %s', async (table, column, value, by) => {
    const refused = test.database.transaction(async (session) => {
      await keepOnly(session, table, by);
      await insert(session, table, { [column]: value });
    });
    await expect(refused).rejects.toThrow(by);
  });

  it.each(UNIQUE)('refuses a second row of the same key in %s by %s', async (table, by) => {
    const twice = test.database.transaction(async (session) => {
      await insert(session, table);
      await insert(session, table);
    });
    await expect(twice).rejects.toThrow(by);
  });

  it('refuses a second published snapshot and takes any number of superseded ones', async () => {
    await expect(
      insert(test.database.session, 'snapshots', { status: "'published'" }),
    ).rejects.toThrow('snapshots_one_published');
    await takenBack(async (session) => {
      await insert(session, 'snapshots');
      await insert(session, 'snapshots');
    });
  });

  it('tries every check and unique key of these tables', async () => {
    const rows = await test.database.session.query<{ name: string }>(
      `select conname as name from pg_constraint where connamespace = 'public'::regnamespace
         and contype in ('c', 'u') and conrelid::regclass::text = any($1::text[]) order by 1`,
      [Object.keys(VALID)],
    );
    const tried = [...VIOLATIONS.map(([, , , by]) => by), ...UNIQUE.map(([, by]) => by)];
    const untried = rows.filter(({ name }) => !tried.some((by) => name.endsWith(by)));
    expect(rows.length).toBeGreaterThan(30);
    expect(untried).toEqual([]);
  });

  it('deletes with an asset all that is said of it, and nothing else', async () => {
    const ofAsset = Object.keys(VALID).filter((table) => 'asset_id' in (VALID[table] ?? {}));
    expect(ofAsset).toHaveLength(8);
    await takenBack(async (session) => {
      for (const table of ofAsset) await insert(session, table);
      await session.execute('delete from assets where id = $1', [ASSET]);
      for (const table of ofAsset) {
        expect(await session.query(`select 1 from ${table}`)).toEqual([]);
      }
      expect(await session.query('select 1 from refresh_runs')).toHaveLength(1);
      expect(await session.query('select 1 from snapshots')).toHaveLength(1);
    });
  });

  it.each([
    ['refresh_runs', 'refresh_tasks', RUN],
    ['snapshots', 'risk_figures', SNAPSHOT],
  ])('deletes with a row of %s its rows of %s', async (parent, child, id) => {
    await takenBack(async (session) => {
      await insert(session, child);
      await session.execute(`delete from ${parent} where id = $1`, [id]);
      expect(await session.query(`select 1 from ${child}`)).toEqual([]);
      expect(await session.query('select 1 from assets')).toHaveLength(1);
    });
  });

  it.each(['assets', 'etf_info'])('sets updated_at of %s when a row changes', async (table) => {
    const key = table === 'assets' ? 'id' : 'asset_id';
    await takenBack(async (session) => {
      if (table === 'etf_info') await insert(session, table);
      const old = `timestamptz '2001-01-01'`;
      await session.execute(`update ${table} set created_at = ${old} where ${key} = $1`, [ASSET]);
      const [row] = await session.query<{ touched: boolean; kept: boolean }>(
        `select updated_at = now() as touched, created_at = ${old} as kept from ${table}`,
      );
      expect(row).toEqual({ touched: true, kept: true });
    });
  });
});
