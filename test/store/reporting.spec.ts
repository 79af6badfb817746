import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../src/store/database.js';
import { newId } from '../../src/store/entities/columns.js';
import { migrate, rollback } from '../../src/store/migrate.js';
import { REPORTING_ROLE, grantStatement, reportingAccess } from '../../src/store/reporting/role.js';
import type { SqlSession } from '../../src/store/session.js';
import { IDS, SECRETS, insertOneOfEach } from './oneOfEach.js';
import { PROMISED } from './reportingPromise.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

const VIEWS = Object.keys(PROMISED);

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  await insertOneOfEach(test.database.session);
});
afterAll(() => test.drop());

const ROLLED_BACK = new Error('rolled back on purpose');

/** Does `work` as the reporting role, and takes back what it did. */
async function asReader<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const undone = test.database.transaction(async (session) => {
    await session.execute(`set local role ${REPORTING_ROLE}`);
    result = await work(session);
    throw ROLLED_BACK;
  });
  await undone.catch((error: unknown) => {
    if (error !== ROLLED_BACK) throw error;
  });
  return result as T;
}

describe('the reporting views', () => {
  it('are the promised ones, column by column, each of them described', async () => {
    const rows = await test.database.session.query<{ view: string; columns: string; mute: number }>(
      `select c.relname as view, string_agg(a.attname, ', ' order by a.attnum) as columns,
         (count(*) filter (where col_description(c.oid, a.attnum) is null)
           + (obj_description(c.oid) is null)::int)::int as mute
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relnamespace = 'reporting'::regnamespace group by c.oid, c.relname`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.view, row.columns]))).toEqual(PROMISED);
    expect(rows.filter(({ mute }) => mute > 0)).toEqual([]);
  });

  it.each(VIEWS)('%s answers the role', async (view) => {
    const rows = await asReader((session) => session.query(`select * from reporting.${view}`));
    expect(rows.length).toBeGreaterThan(0);
  });

  it('tell prices as traded and adjusted, and the weights of a fund by rows', async () => {
    const prices = await asReader((session) =>
      session.query('select * from reporting.daily_prices order by date'),
    );
    expect(prices).toEqual([
      expect.objectContaining({ close: '11.000000', adjusted_close: '10.450000', dividend: '0' }),
      expect.objectContaining({ close: '10.500000', adjusted_close: '10.500000' }),
    ]);
    const weights = await asReader((session) =>
      session.query('select kind, part_symbol, weight from reporting.etf_weights order by kind'),
    );
    expect(weights).toEqual([
      { kind: 'holding', part_symbol: 'AAPL', weight: '0.07' },
      { kind: 'sector', part_symbol: null, weight: '0.25' },
    ]);
  });

  it('hold no secret, no private portfolio and nothing that only a private one has', async () => {
    const everything = await asReader(async (session) => {
      const answers = [];
      for (const view of VIEWS)
        answers.push(await session.query(`select * from reporting.${view}`));
      return JSON.stringify(answers);
    });
    expect(everything).toContain(IDS.publicBacktest);
    const hidden = [
      ...Object.values(SECRETS),
      ...[IDS.privatePortfolio, IDS.privateBacktest, IDS.privateStrategy, IDS.user],
      ...['0.1234', '"ada"', 'adas-own', 'hw_abcdef', 'argon2id'],
    ];
    expect(hidden.filter((text) => everything.includes(text))).toEqual([]);
  });

  it('tell of a public portfolio what its owner ran, of a kept strategy its kind alone', async () => {
    const { session } = test.database;
    const owned = newId();
    await session.execute(
      `insert into portfolios (id, owner_id, name, is_public, initial_capital)
       values ($1, $2, 'Shown', true, 1000)`,
      [owned, IDS.user],
    );
    for (const portfolio of [owned, IDS.publicPortfolio]) {
      await session.execute(
        `insert into backtests (id, user_id, portfolio_id, strategy_id, strategy_version,
           parameters, initial_capital, status, results)
         values ($1, $2, $3, $4, 7, '{"edge": "secret"}', 1000, 'completed', '{}')`,
        [newId(), IDS.user, portfolio, IDS.privateStrategy],
      );
    }
    const rows = await asReader((own) =>
      own.query(
        `select portfolio_id, strategy, strategy_version, parameters
         from reporting.public_backtests where strategy_kind = 'momentum'`,
      ),
    );
    // What a user ran on a model portfolio is the user's alone.
    const kept = { strategy: null, strategy_version: null, parameters: null };
    expect(rows).toEqual([{ portfolio_id: owned, ...kept }]);
  });

  it('let no condition of a reader see the rows that they leave out', async () => {
    const { session } = test.database;
    await session.execute('create table told (name text)');
    await session.execute(
      `create function tell(name text) returns boolean as
       $$ begin insert into told values (name); return true; end; $$
       language plpgsql security definer cost 0.0000001`,
    );
    await session.execute(
      'create view careless as select name from portfolios where is_public::int = 1',
    );
    await session.execute(`grant select on careless to ${REPORTING_ROLE}`);
    const toldBy = async (view: string): Promise<string> =>
      test.database.transaction(async (own) => {
        await own.execute(`set local role ${REPORTING_ROLE}`);
        await own.query(`select name from ${view} where tell(name)`);
        await own.execute('reset role');
        const rows = await own.query<{ name: string }>('delete from told returning name');
        return rows.map(({ name }) => name).join();
      });
    expect(await toldBy('careless')).toContain(SECRETS.privateName);
    for (const view of ['public_portfolios', 'system_strategies']) {
      const told = await toldBy(`reporting.${view}`);
      expect(told).not.toBe('');
      expect(told).not.toContain(SECRETS.privateName);
    }
    const unguarded = await session.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'reporting'::regnamespace
         and relname ~ '^(public|system)_' and reloptions is distinct from '{security_barrier=true}'`,
    );
    expect(unguarded).toEqual([]);
    await session.execute('drop view careless');
    await session.execute('drop function tell(text)');
    await session.execute('drop table told');
  });
});

describe('the reporting role', () => {
  const denied = /permission denied/;

  it('reads no table, no other view and no hash of the system', async () => {
    const relations = await test.database.session.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')`,
    );
    expect(relations.length).toBeGreaterThan(28);
    for (const { name } of [...relations, { name: 'pg_authid' }]) {
      const reading = asReader((session) => session.query(`select * from ${name}`));
      await expect(reading).rejects.toThrow(denied);
    }
  });

  it.each([
    'insert into reporting.computed_indices (slug) values ($$mine$$)',
    'update reporting.publications set benchmark = $$QQQ$$',
    'delete from reporting.daily_prices',
    'update assets set active = false',
    'truncate prices',
    'create table reporting.mine (a int)',
    'create view reporting.mine as select 1 as a',
    'create schema mine',
    'create function reporting.mine() returns int as $$ select 1 $$ language sql',
    'drop view reporting.figures',
  ])('may not %s', async (statement) => {
    const trying = asReader((session) => session.execute(statement));
    await expect(trying).rejects.toThrow(
      /permission denied|must be owner|cannot (delete|update|insert)/,
    );
  });

  it('is missing what it needs when it is not granted, and is told how to get it', async () => {
    const { session } = test.database;
    expect(await reportingAccess(session)).toEqual({
      role: REPORTING_ROLE,
      isGranted: true,
      remedy: [],
    });
    await session.execute(`revoke usage on schema reporting from ${REPORTING_ROLE}`);
    const access = await reportingAccess(session);
    expect(access?.isGranted).toBe(false);
    for (const statement of access?.remedy ?? []) await session.execute(statement);
    expect(await reportingAccess(session)).toMatchObject({ isGranted: true });
  });

  it('goes with the schema when the migration is taken back', async () => {
    const own = await openTestDatabase();
    try {
      await rollback(own.database, '20261122000006_indices_and_revisions');
      expect(await reportingAccess(own.database.session)).toBeNull();
      await migrate(own.database);
      expect(await reportingAccess(own.database.session)).toMatchObject({ isGranted: true });
    } finally {
      await own.drop();
    }
  });
});

const describeOnServer = process.env['TEST_DATABASE_URL'] === undefined ? describe.skip : describe;

describeOnServer('on a server', () => {
  const names = { login: `reader_${newId().slice(-8)}`, owner: `owner_${newId().slice(-8)}` };
  const urlOf = (user: string): string => {
    const url = new URL(test.url!);
    url.username = user;
    url.password = 'only-for-this-test';
    return url.href;
  };

  afterAll(async () => {
    const { session } = test.database;
    await session.execute(`drop role if exists ${names.login}`);
    await session.execute(`drop role if exists ${names.owner}`);
  });

  it('a login that is a member reads every view and no table', async () => {
    await test.database.session.execute(
      `create role ${names.login} login password 'only-for-this-test' in role ${REPORTING_ROLE}`,
    );
    const client = new Client({ connectionString: urlOf(names.login) });
    await client.connect();
    try {
      for (const view of VIEWS) {
        const { rows } = await client.query(`select * from reporting.${view} limit 1`);
        expect(rows).toHaveLength(1);
      }
      for (const table of [
        'users',
        'api_keys',
        'portfolios',
        'backtests',
        'prices',
        'migrations',
      ]) {
        await expect(client.query(`select 1 from ${table}`)).rejects.toThrow(/permission denied/);
      }
    } finally {
      await client.end();
    }
  });

  it('an owner who may not make roles migrates all the same', async () => {
    const { session } = test.database;
    const name = `owned_${newId().slice(-8)}`;
    await session.execute(`create role ${names.owner} login password 'only-for-this-test'`);
    await session.execute(`create database ${name} owner ${names.owner}`);
    const url = new URL(urlOf(names.owner));
    url.pathname = `/${name}`;
    const owned = await Database.open({ url: url.href, home: '', poolMax: 2 });
    try {
      await migrate(owned);
      const missing = `nobody_${newId().slice(-8)}`;
      await owned.session.execute(grantStatement(missing));
      expect(await reportingAccess(owned.session, missing)).toEqual({
        role: missing,
        isGranted: false,
        remedy: [
          `create role ${missing} nologin`,
          `grant usage on schema reporting to ${missing}`,
          `grant select on all tables in schema reporting to ${missing}`,
        ],
      });
      expect(await owned.session.query('select * from reporting.instruments')).toEqual([]);
    } finally {
      await owned.close();
      await session.execute(`drop database ${name} with (force)`);
    }
  });
});
