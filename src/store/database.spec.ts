import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { Database, type DatabaseOptions } from './database.js';

const PASSWORD = 'hunter2-and/more';
const SECRET = /hunter2/;
const onServer = process.env['TEST_DATABASE_URL'] === undefined ? it.skip : it;
const onEmbedded = process.env['TEST_DATABASE_URL'] === undefined ? it : it.skip;

let test: TestDatabase;
const opened: Database[] = [];
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

async function open(options: Partial<DatabaseOptions>): Promise<Database> {
  const database = await Database.open({ url: null, home: '', poolMax: 3, ...options });
  opened.push(database);
  return database;
}

/** What opening failed with: its sentence, and everything that a log could print of it. */
async function failure(url: string): Promise<{ code: string; message: string; all: string }> {
  const error: unknown = await Database.open({ url, home: '', poolMax: 1 }).then(
    () => new Error('it opened'),
    (thrown: unknown) => thrown,
  );
  const { code, message } = error as Error & { code: string };
  return { code, message, all: inspect(error, { depth: 10, showHidden: true }) };
}

/** A server that accepts and hangs up. */
async function rudeServer(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as { port: number }).port };
}

/** What a server is sent first by whoever opens an address with some parameters. */
async function firstBytes(parameters: string): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const server = createServer((socket) => {
    socket.once('data', (bytes) => {
      resolve(Buffer.from(bytes));
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await failure(`postgresql://bob@127.0.0.1:${port}/market${parameters}`);
  server.close();
  return promise;
}

describe('Database.open', () => {
  it('asks for TLS where the address does, before it says anything else', async () => {
    const askingForTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
    for (const mode of ['verify-full', 'no-verify']) {
      expect(await firstBytes(`?sslmode=${mode}`)).toEqual(askingForTls);
    }
    for (const parameters of ['', '?sslmode=disable']) {
      expect((await firstBytes(parameters)).toString()).toContain('bob');
    }
  });

  it('says where a server is that does not answer, and hides the password', async () => {
    const { server, port } = await rudeServer();
    const secret = encodeURIComponent(PASSWORD);
    const urls = [
      `postgresql://bob:${secret}@127.0.0.1:1/market`,
      `postgresql://bob:${secret}@127.0.0.1:${port}/market`,
      `postgresql://bob:${secret}@[broken/market`,
      `postgresql://bob:${secret}@127.0.0.1:1`,
      `hunter2 is not a URL`,
    ];
    const failures = await Promise.all(urls.map(failure));
    server.close();
    for (const { code, message, all } of failures) {
      expect(code).toBe('DATABASE_UNAVAILABLE');
      expect(message).toMatch(/DATABASE_URL is right/);
      expect(all).not.toMatch(SECRET);
    }
    expect(failures[0]?.message).toMatch(/at 127\.0\.0\.1:1 .*ECONNREFUSED/);
  });

  onServer('tells a wrong password and a missing database when it opens', async () => {
    const wrong = new URL(test.url ?? '');
    wrong.password = PASSWORD;
    const refused = await failure(wrong.href);
    expect(refused).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(refused.all).not.toMatch(SECRET);
    const missing = new URL(test.url ?? '');
    const { password } = missing;
    missing.pathname = '/no_such_market';
    const absent = await failure(missing.href);
    expect(absent).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(absent.all).not.toContain(password);
  });

  onEmbedded('says what is wrong with a home that cannot be one', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'highwater-home-')), 'file');
    writeFileSync(file, '');
    await expect(open({ home: join(file, 'home') })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringMatching(/ENOTDIR.*HIGHWATER_HOME/),
    });
  });

  onEmbedded('keeps what was committed, and its directory for itself', async () => {
    const home = mkdtempSync(join(tmpdir(), 'highwater-home-'));
    const first = await open({ home });
    await first.session.execute('create table kept (n int8, d date, b bytea, j jsonb)');
    await first.session.execute(`insert into kept values ($1, $2, $3, $4)`, [
      '9007199254740993',
      '2024-02-29',
      Buffer.from([0, 255]),
      '{"a": [1]}',
    ]);
    await expect(open({ home })).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    await opened.pop()?.close();
    const [row] = await (
      await open({ home })
    ).session.query<{ b: Uint8Array }>('select * from kept');
    expect({ ...row, b: [...(row?.b ?? [])] }).toEqual({
      n: '9007199254740993',
      d: '2024-02-29',
      b: [0, 255],
      j: { a: [1] },
    });
    await opened.pop()?.close();
    rmSync(home, { recursive: true });
  });
});

describe('transaction', () => {
  it('takes everything back when its work fails, and the database goes on', async () => {
    const lost = test.database.transaction(async (session) => {
      await session.execute(
        `insert into risk_free_rates values ('X', '2024-01-02', 0.01, '2024-01-02')`,
      );
      await session.query('select 1 / 0');
    });
    await expect(lost).rejects.toThrow(/division by zero/);
    expect(await test.database.session.query('select 1 from risk_free_rates')).toEqual([]);
    const failed = test.database.session.copyIn('risk_free_rates (rate)', new Uint8Array(3));
    await expect(failed).rejects.toThrow();
    await expect(test.database.session.copyOut('select nothing')).rejects.toThrow(/nothing/);
    expect(await test.database.session.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps two at once apart', async () => {
    const write = (series: string, fails: boolean): Promise<void> =>
      test.database.transaction(async (session) => {
        for (const day of ['2024-01-02', '2024-01-03']) {
          await session.execute('insert into risk_free_rates values ($1, $2, 0.01, $2)', [
            series,
            day,
          ]);
        }
        if (fails) throw new Error('on purpose');
      });
    const ends = await Promise.allSettled([write('A', false), write('B', true), write('C', false)]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const rows = await test.database.session.query<{ series: string }>(
      'select series from risk_free_rates order by 1',
    );
    expect(rows.map(({ series }) => series)).toEqual(['A', 'A', 'C', 'C']);
  });
});

describe('copyOutTo', () => {
  const numbers = 'select n, repeat(n::text, 2000) from generate_series(1, 400) n';

  it('gives piece by piece what copyOut gives at once', async () => {
    const { session } = test.database;
    const pieces: Uint8Array[] = [];
    await session.copyOutTo(numbers, (piece) => pieces.push(Buffer.from(piece)));
    const whole = await session.copyOut(numbers);
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    expect(whole.length).toBeGreaterThan(2_000_000);
  });

  it('tells what its taker threw, or what broke half-way, and the connection goes on', async () => {
    const work = test.database.transaction(async (session) => {
      let taken = 0;
      const refused = session.copyOutTo(numbers, () => {
        taken += 1;
        throw new Error(`enough ${taken}`);
      });
      await expect(refused).rejects.toThrow('enough 1');
      return session.copyOut('select 1');
    });
    expect((await work).length).toBeGreaterThan(20);
    const half = 'select 1 / (300 - n), repeat(n::text, 2000) from generate_series(1, 400) n';
    const { session } = test.database;
    await expect(session.copyOutTo(half, () => undefined)).rejects.toThrow(/division by zero/);
    for (let i = 0; i < 6; i += 1) {
      expect(await session.query('select $1::int as one', [i])).toEqual([{ one: i }]);
    }
  });
});

/** Asks again until there is an answer, a hundred times at most. */
async function untilSome<T>(ask: () => Promise<T[]>): Promise<T[]> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await ask();
    if (answer.length > 0) return answer;
    await setTimeout(20);
  }
  throw new Error('there was no answer');
}

describe('exclusively', () => {
  const never = (): Promise<never> => Promise.reject(new Error('the work was done'));

  it('refuses a second holder of one name, and not of another', async () => {
    const second = test.url === null ? test.database : await open({ url: test.url });
    await test.database.exclusively('refresh', async () => {
      await expect(second.exclusively('refresh', never)).rejects.toMatchObject({
        code: 'BUSY',
        message: expect.stringContaining('Another refresh'),
      });
      expect(await second.exclusively('backup', () => Promise.resolve('done'))).toBe('done');
    });
    expect(await second.exclusively('refresh', () => Promise.resolve('free'))).toBe('free');
  });

  it('is free again when the work failed', async () => {
    await expect(test.database.exclusively('refresh', never)).rejects.toThrow('the work was done');
    expect(await test.database.exclusively('refresh', () => Promise.resolve(1))).toBe(1);
  });

  it('waits for a holder that is about to end', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = test.database.exclusively('refresh', () => held);
    const second = test.database.exclusively('refresh', () => Promise.resolve('second'));
    const ended = setTimeout(300).then(release);
    await Promise.all([first, ended]);
    expect(await second).toBe('second');
  });

  onServer('is free when the connection of its holder is killed, and neither crashes', async () => {
    const [holder, second] = [await open({ url: test.url }), await open({ url: test.url })];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = holder.exclusively('refresh', () => held);
    const owners = (): Promise<{ pid: number }[]> =>
      second.session.query(
        `select pid from pg_locks where locktype = 'advisory'
           and database = (select oid from pg_database where datname = current_database())`,
      );
    const [owner] = await untilSome(owners);
    await second.session.query('select pg_terminate_backend($1)', [owner?.pid]);
    expect(await second.exclusively('refresh', () => Promise.resolve('taken'))).toBe('taken');
    release();
    await first;
    expect(await holder.session.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
