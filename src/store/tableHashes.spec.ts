import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeSmallMarket } from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { tableHashes } from './tableHashes.js';

/**
 * Of the small market, once written down: the same on PGlite and PostgreSQL, today and tomorrow.
 * A change here means that stored content, or what is hashed of it, has changed.
 */
const RECORDED = {
  prices: '6c7f3e7d11176c3d4cda178676244896d93ea49e86f2c8ca69487d89fd82ac43',
  corporate_actions: '982aeb54abb944294f87c578d817d62049525a7658b576a643135facc04f544b',
  adjustment_factors: '1a94657b44d1e037bfa93783adfa4b5df62f7de162658c46fb9de8fea237025a',
  price_series: '08e6da96ced5b3d86aa501c9e00215fddb00a940560f84ff2a2723b44d824a37',
  assets: '45636af66fb60423853706f559d5b59ce3ede711017a58f3c94c72a7565b2f21',
  etf_info: 'c7949313ad8b6c7935a3f1d1567ec51eeec0a04d6c49b8405a6f804b35a35bd3',
  risk_free_rates: '1188fc54ae3d9a7e316486d7833006bb8c31c8f0f810a6740d1ea22006b4e4e6',
  quality_findings: '7040a8f658e4f4d8175207b59db26cd71c0ebba7e6efecc27f3184544c98cc47',
};

/** What differs from run to run and says nothing of the market. */
const NOT_CONTENT = new Set([
  'id',
  'asset_id',
  'run_id',
  'snapshot_id',
  'subject_id',
  'index_id',
  'portfolio_id',
  'strategy_id',
  'believed_from_run_id',
  'believed_until_run_id',
  'created_at',
  'updated_at',
]);
const EXEMPT = new Set([
  'quality_findings.found_at',
  'quality_findings.fingerprint',
  'price_revisions.replaced_at',
  'snapshots.published_at',
  'snapshots.status',
  'index_computations.computed_at',
  'risk_free_rates.recorded_at',
]);

/** Another value of a column, by its type. */
const BY_TYPE: Readonly<Record<string, (column: string) => string>> = {
  boolean: (it) => `not ${it}`,
  'character varying': (it) => `coalesce(substr(${it}, 2), '') || 'x'`,
  text: (it) => `${it} || 'x'`,
  date: (it) => `coalesce(${it}, date '2024-01-02') - 1`,
  integer: (it) => `${it} + 1`,
  bigint: (it) => `${it} + 1`,
  numeric: (it) => `coalesce(${it}, 0) * 1.01 + 0.00000001`,
  'double precision': (it) => `coalesce(${it}, 0) + 1e-9`,
  jsonb: () => `'[{"name": "other"}]'`,
  ARRAY: (it) => `array_append(${it}, null)`,
  bytea: (it) => `set_byte(${it}, 3, 255 - get_byte(${it}, 3))`,
};

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  await storeSmallMarket(test.database);
});
afterAll(() => test.drop());

/** The hashes as they would be if one cell were another one; nothing is kept. */
async function hashesWithChange(
  table: string,
  column: string,
  type: string,
): Promise<Record<string, string>> {
  const value = BY_TYPE[type]?.(column);
  if (value === undefined) throw new Error(`no other value of ${table}.${column}, a ${type}`);
  let hashes: Record<string, string> = {};
  const undone = test.database.transaction(async (session) => {
    const checks = await session.query<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
      [table],
    );
    for (const { name } of checks) {
      await session.execute(`alter table ${table} drop constraint ${name}`);
    }
    // Revisions are append-only.
    await session.execute(`alter table ${table} disable trigger user`);
    const changed = await session.execute(
      `update ${table} set ${column} = ${value}
       where ctid = (select t.ctid from ${table} t order by t::text limit 1)`,
    );
    expect([table, changed]).toEqual([table, 1]);
    hashes = await tableHashes({ session });
    throw new Error('not kept');
  });
  await expect(undone).rejects.toThrow('not kept');
  return hashes;
}

describe('tableHashes', () => {
  it('are the recorded ones, on either database', async () => {
    expect(await tableHashes(test.database)).toMatchObject(RECORDED);
  });

  it('are equal where content is, though keys, clocks and order differ', async () => {
    const other = await openTestDatabase();
    try {
      const now = new Date('2031-05-05T05:05:05Z');
      await storeSmallMarket(other.database, { reversed: true, now });
      expect(await tableHashes(other.database)).toEqual(await tableHashes(test.database));
    } finally {
      await other.drop();
    }
  });

  it('change with any single cell of their table', async () => {
    const before = await tableHashes(test.database);
    const { session } = test.database;
    const columns = await session.query<{ table: string; column: string; type: string }>(
      `select table_name::text as table, column_name::text as column, data_type::text as type
       from information_schema.columns
       where table_schema = 'public' and table_name = any($1::text[])`,
      [Object.keys(before)],
    );
    const tried = columns.filter(
      ({ table, column }) => !NOT_CONTENT.has(column) && !EXEMPT.has(`${table}.${column}`),
    );
    expect(tried.length).toBeGreaterThan(60);
    const unnoticed: string[] = [];
    for (const { table, column, type } of tried) {
      const after = await hashesWithChange(table, `"${column}"`, type);
      if (after[table] === before[table]) unnoticed.push(`${table}.${column}`);
    }
    expect(unnoticed).toEqual([]);
    expect(await tableHashes(test.database)).toEqual(before);
  }, 120_000);

  it('count the published snapshot alone', async () => {
    const before = await tableHashes(test.database);
    await test.database.session.execute(`update snapshots set status = 'superseded'`);
    const without = await tableHashes(test.database);
    expect(without['snapshots']).not.toBe(before['snapshots']);
    expect(without['risk_figures']).not.toBe(before['risk_figures']);
    expect(without['prices']).toBe(before['prices']);
    await test.database.session.execute(`update snapshots set status = 'published'`);
  });
});
