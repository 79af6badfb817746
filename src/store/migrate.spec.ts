import { afterEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { MIGRATIONS } from '../../migrations/index.js';
import { Database } from './database.js';
import { newId } from './entities/columns.js';
import { migrate, migrationState, rollback } from './migrate.js';

const NAMES = MIGRATIONS.map(({ name }) => name);
const [MARKET = '', ...LATER] = NAMES;

let test: TestDatabase;
const opened: Database[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await test.drop();
});

/** Everything in the schema, in the database's own words: what a migration may add or take away. */
async function catalogue(): Promise<string[]> {
  const rows = await test.database.session.query<{ item: string }>(`
    select 'relation ' || relname || ' ' || relkind::text as item from pg_class
      where relnamespace = 'public'::regnamespace
    union all select 'column ' || attrelid::regclass || '.' || attname || ' '
        || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attstorage::text
        || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
        || ' ' || coalesce(col_description(attrelid, attnum), '')
      from pg_attribute a join pg_class c on c.oid = attrelid
      left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
      where relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
    union all select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all select 'function ' || proname || ' ' || prosrc from pg_proc
      where pronamespace = 'public'::regnamespace
    union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t
      join pg_class c on c.oid = t.tgrelid
      where relnamespace = 'public'::regnamespace and not tgisinternal
    union all select 'view ' || viewname || ' ' || definition from pg_views
      where schemaname = 'public'
    union all select 'type ' || typname from pg_type
      where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')`);
  return rows
    .map(({ item }) => item)
    .filter((item) => !/\bmigrations(_id_seq|_pkey)?\b/.test(item))
    .sort();
}

async function asset(symbol: string): Promise<string> {
  const id = newId();
  await test.database.session.execute('insert into assets (id, symbol) values ($1, $2)', [
    id,
    symbol,
  ]);
  return id;
}

describe('migrations', () => {
  it('go up, down and up again, and leave nothing behind', async () => {
    test = await openTestDatabase({ migrate: false });
    expect(await catalogue()).toEqual([]);
    expect(await migrate(test.database)).toEqual(NAMES);
    const whole = await catalogue();
    expect(whole.length).toBeGreaterThan(200);
    expect(await rollback(test.database, 0)).toEqual(NAMES.toReversed());
    expect(await catalogue()).toEqual([]);
    expect(await migrate(test.database)).toEqual(NAMES);
    expect(await catalogue()).toEqual(whole);
  });

  it('each take back exactly what they added', async () => {
    test = await openTestDatabase({ migrate: false });
    const states = [await catalogue()];
    for (const name of NAMES) {
      await test.database.orm.migrator.up({ to: name });
      states.push(await catalogue());
    }
    for (const [i, name] of [...NAMES.entries()].toReversed()) {
      expect(await catalogue()).toEqual(states[i + 1]);
      expect(await rollback(test.database)).toEqual([name]);
      expect(await catalogue()).toEqual(states[i]);
    }
  });

  it('give the schema that the entities describe', async () => {
    test = await openTestDatabase();
    const sql = await test.database.orm.schema.getUpdateSchemaSQL();
    const statements = sql.split(/;\s*/).filter((it) => it.trim() !== '');
    expect(statements.filter((it) => !it.trim().startsWith('set names'))).toEqual([]);
  });

  it('keep the market where all that came later is taken back', async () => {
    test = await openTestDatabase();
    const id = await asset('SPY');
    const { session } = test.database;
    await session.execute(
      `insert into prices values ($1, '2024-01-02', 1, 2, 1, 1.5, 10, 'csv', $1)`,
      [id],
    );
    const before = await session.query('select * from assets join prices on asset_id = id');
    expect(await rollback(test.database, MARKET)).toEqual(LATER.toReversed());
    expect(await migrate(test.database)).toEqual(LATER);
    expect(before).toHaveLength(1);
    expect(await session.query('select * from assets join prices on asset_id = id')).toEqual(
      before,
    );
    expect(await session.query('select * from refresh_runs')).toEqual([]);
  });

  it('are told with the time at which they were applied', async () => {
    test = await openTestDatabase({ migrate: false });
    const fresh = await migrationState(test.database);
    expect(fresh).toEqual(NAMES.map((name) => ({ name, appliedAt: null })));
    await migrate(test.database);
    expect(await migrate(test.database)).toEqual([]);
    for (const { appliedAt } of await migrationState(test.database)) {
      expect(Math.abs(Date.now() - (appliedAt?.getTime() ?? 0))).toBeLessThan(60_000);
    }
    await rollback(test.database);
    const pending = (await migrationState(test.database)).filter((it) => it.appliedAt === null);
    expect(pending.map(({ name }) => name)).toEqual(NAMES.slice(-1));
  });

  it('refuse a database that a newer version has migrated', async () => {
    test = await openTestDatabase();
    await test.database.session.execute(
      `insert into migrations (name, executed_at) values ('29990101000000_flying_cars', now())`,
    );
    const refusal = { code: 'DATABASE_NEWER', message: expect.stringContaining('flying_cars') };
    await expect(migrate(test.database)).rejects.toMatchObject(refusal);
    await expect(rollback(test.database, 0)).rejects.toMatchObject(refusal);
    expect(await test.database.session.query('select 1 from assets')).toEqual([]);
  });

  it('are applied once when several processes start together', async () => {
    test = await openTestDatabase({ migrate: false });
    const databases = [test.database];
    if (test.url !== null) {
      for (let i = 0; i < 2; i += 1) {
        opened.push(await Database.open({ url: test.url, home: '', poolMax: 2 }));
      }
      databases.push(...opened);
    }
    const runs = [...databases, ...databases].map((database) => migrate(database));
    const applied = (await Promise.all(runs)).flat();
    expect(applied.sort()).toEqual(NAMES);
    const rows = await test.database.session.query('select name from migrations');
    expect(rows).toHaveLength(NAMES.length);
  });

  it('leave nothing half done where one fails', async () => {
    test = await openTestDatabase({ migrate: false });
    await test.database.session.execute('create table snapshots (taken int)');
    await expect(migrate(test.database)).rejects.toThrow(/already exists/);
    const state = await migrationState(test.database);
    const applied = state.filter(({ appliedAt }) => appliedAt !== null);
    expect(applied.map(({ name }) => name)).toEqual([MARKET]);
    expect((await catalogue()).filter((it) => /refresh_runs/.test(it))).toEqual([]);
    await test.database.session.execute('drop table snapshots');
    expect(await migrate(test.database)).toEqual(LATER);
  });
});
