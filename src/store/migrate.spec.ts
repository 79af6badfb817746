import { afterEach, describe, expect, it } from '@jest/globals';
import { insertOneOfEach } from '../../test/store/oneOfEach.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { MIGRATIONS } from '../../migrations/index.js';
import { databaseContents, type TableContent } from './backup/tableContents.js';
import { Database } from './database.js';
import { migrate, migrationState, rollback } from './migrate.js';

const NAMES = MIGRATIONS.map(({ name }) => name);
const [FIRST] = NAMES;
/** Tables that took the place of another, and so hold what that one held. */
const REPLACED = new Map([['public.risk_figures', 'public.risk_metrics']]);

let test: TestDatabase;
const opened: Database[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await test.drop();
});

/** Both of the project's schemas, as `oid`; the second is there from its migration on. */
const OURS = `(select oid from pg_namespace where nspname in ('public', 'reporting'))`;

/** Everything in the schemas, in the database's own words: what a migration may add or take away. */
async function catalogue(): Promise<string[]> {
  const rows = await test.database.session.query<{ item: string }>(`
    select 'relation ' || oid::regclass || ' ' || relkind::text || ' '
        || coalesce(array_to_string(reloptions, ','), '') || ' '
        || coalesce(obj_description(oid), '') as item from pg_class
      where relnamespace in ${OURS}
    union all select 'column ' || attrelid::regclass || '.' || attname || ' '
        || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attstorage::text
        || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
        || ' ' || coalesce(col_description(attrelid, attnum), '')
      from pg_attribute a join pg_class c on c.oid = attrelid
      left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
      where relnamespace in ${OURS} and attnum > 0 and not attisdropped
    union all select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace in ${OURS} and contype <> 'n'
    union all select 'index ' || indexdef from pg_indexes
      where schemaname in ('public', 'reporting')
    union all select 'function ' || proname || ' ' || prosrc from pg_proc
      where pronamespace in ${OURS}
    union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t
      join pg_class c on c.oid = t.tgrelid where relnamespace in ${OURS} and not tgisinternal
    union all select 'view ' || viewname || ' ' || definition from pg_views
      where schemaname in ('public', 'reporting')
    union all select 'schema ' || nspname from pg_namespace where nspname = 'reporting'
    union all select 'type ' || typname from pg_type
      where typnamespace in ${OURS} and typtype in ('e', 'd')`);
  return rows
    .map(({ item }) => item)
    .filter((item) => !/\bmigrations(_id_seq|_pkey)?\b/.test(item))
    .sort();
}

/** What each table holds, the log of migrations left out. */
async function contents(): Promise<ReadonlyMap<string, TableContent>> {
  const all = await test.database.transaction(databaseContents);
  return new Map(Object.entries(all).filter(([name]) => name !== 'public.migrations'));
}

async function emptyAll(): Promise<void> {
  const tables = [...(await contents()).keys()];
  await test.database.session.execute(`truncate ${tables.join(', ')}`);
}

describe('migrations', () => {
  it('go up, down and up again: each takes back exactly what it added', async () => {
    test = await openTestDatabase({ migrate: false });
    const states = [await catalogue()];
    expect(states).toEqual([[]]);
    for (const name of NAMES) {
      await test.database.orm.migrator.up({ to: name });
      states.push(await catalogue());
    }
    const whole = states.at(-1)!;
    expect(whole.length).toBeGreaterThan(200);
    for (const [i, name] of [...NAMES.entries()].toReversed()) {
      expect(await rollback(test.database)).toEqual([name]);
      expect(await catalogue()).toEqual(states[i]);
    }
    expect(await migrate(test.database)).toEqual(NAMES);
    expect(await catalogue()).toEqual(whole);
    expect(await rollback(test.database, 0)).toEqual(NAMES.toReversed());
    expect(await catalogue()).toEqual([]);
  });

  it('give the schema that the entities describe', async () => {
    test = await openTestDatabase();
    const sql = await test.database.orm.schema.getUpdateSchemaSQL();
    const statements = sql.split(/;\s*/).filter((it) => it.trim() !== '');
    expect(statements.filter((it) => !it.trim().startsWith('set names'))).toEqual([]);
  });

  it('each keep what all tables but their own hold, when taken back and applied again', async () => {
    test = await openTestDatabase({ migrate: false });
    for (const name of NAMES) {
      const before = [...(await contents()).keys()];
      await test.database.orm.migrator.up({ to: name });
      const filled = await insertOneOfEach(test.database.session);
      const whole = await contents();
      expect([...whole.keys()].sort()).toEqual(filled.map((it) => `public.${it}`).sort());
      expect([...whole.values()].filter(({ rows }) => rows === 0)).toEqual([]);
      expect(await rollback(test.database)).toEqual([name]);
      expect([...(await contents()).keys()]).toEqual(before);
      await test.database.orm.migrator.up({ to: name });
      for (const [table, content] of await contents()) {
        const isKept = before.includes(table) || before.includes(REPLACED.get(table) ?? '');
        if (isKept) expect([table, content]).toEqual([table, whole.get(table)]);
        else expect([table, content.rows]).toEqual([table, 0]);
      }
      await emptyAll();
    }
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
    expect(applied.map(({ name }) => name)).toEqual([FIRST]);
    expect((await catalogue()).filter((it) => /refresh_runs/.test(it))).toEqual([]);
    await test.database.session.execute('drop table snapshots');
    expect(await migrate(test.database)).toEqual(NAMES.slice(1));
  });
});
