import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { connectionEnvironment, feed, findPrograms, outputOf } from './programs.js';

const folders: string[] = [];
/** A folder with programs that are shell scripts. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-programs-'));
  folders.push(folder);
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const says = (program: string, version: string): string =>
  `echo "${program} (PostgreSQL) ${version}"`;

async function read(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

async function* texts(...list: string[]): AsyncGenerator<Uint8Array> {
  for (const text of list) yield await Promise.resolve(Buffer.from(text));
}

describe('connectionEnvironment', () => {
  const about = { PGAPPNAME: 'highwater', PGCONNECT_TIMEOUT: '10', LC_ALL: 'C' };

  it.each<[string, Record<string, string>]>([
    [
      'postgresql://ada:p%40ss%2Fw%25rd@db.example:5433/my%20data?sslmode=require',
      {
        ...{ PGHOST: 'db.example', PGPORT: '5433', PGUSER: 'ada', PGPASSWORD: 'p@ss/w%rd' },
        ...{ PGDATABASE: 'my data', PGSSLMODE: 'require' },
      },
    ],
    [
      'postgres://ada@[::1]/data?sslmode=no-verify&sslrootcert=/a%20b/ca.pem&options=-c%20x=1',
      {
        ...{ PGHOST: '::1', PGUSER: 'ada', PGDATABASE: 'data' },
        ...{ PGSSLMODE: 'require', PGSSLROOTCERT: '/a b/ca.pem' },
      },
    ],
    ['postgresql:///data?host=/run/pg', { PGHOST: '/run/pg', PGDATABASE: 'data' }],
  ])('%s', (url, expected) => {
    expect(connectionEnvironment(url)).toEqual({ ...expected, ...about });
  });
});

describe('findPrograms', () => {
  it('takes the named folder where both programs are new enough', () => {
    const folder = programs({ pg_dump: says('pg_dump', '17.2'), pg_restore: says('x', '16.1') });
    expect(findPrograms(16, folder)).toEqual({ directory: folder, major: 16 });
    const missing = { code: 'POSTGRES_PROGRAMS_MISSING', kind: 'unavailable' };
    expect(() => findPrograms(17, folder)).toThrow(expect.objectContaining(missing));
  });

  it.each([
    ['an empty folder', {}],
    ['pg_dump alone', { pg_dump: says('pg_dump', '17.2') }],
    ['programs that fail', { pg_dump: 'exit 1', pg_restore: 'exit 1' }],
  ])('refuses %s, and says what to do', (_what, scripts) => {
    expect(() => findPrograms(15, programs(scripts))).toThrow(/HIGHWATER_PG_BIN/);
  });
});

describe('a program', () => {
  const environment = { PGPASSWORD: 'hidden' };
  const call = (script: string, args: string[] = []) => ({
    program: join(programs({ tool: script }), 'tool'),
    args,
    environment,
  });

  it('gets its arguments and the given environment alone, and is read to its end', async () => {
    const output = await read(outputOf(call('echo "$1"; echo "$PGPASSWORD$HOME"', ['one'])));
    expect(output).toBe('one\nhidden\n');
  });

  it('that fails says why in its own words', async () => {
    const failing = call('echo data; echo "tool: error: no such thing" >&2; exit 3');
    await expect(read(outputOf(failing))).rejects.toMatchObject({
      code: 'POSTGRES_PROGRAM_FAILED',
      message: 'tool failed: tool: error: no such thing',
    });
    await expect(feed(failing, texts('a'))).rejects.toMatchObject({
      message: 'tool failed: tool: error: no such thing',
    });
  });

  it('that is not there is a failure too', async () => {
    const missing = { program: '/nowhere/pg_dump', args: [], environment };
    await expect(read(outputOf(missing))).rejects.toThrow(/^pg_dump failed: .*ENOENT/);
    await expect(feed(missing, texts('a'))).rejects.toThrow(/^pg_dump failed: .*ENOENT/);
  });

  it('is fed to its end, and stopped when its input breaks off', async () => {
    await feed(call('test "$(cat)" = onetwo'), texts('one', 'two'));
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('one'));
      throw new Error('damaged');
    }
    await expect(feed(call('cat >/dev/null; exec sleep 60'), breaking())).rejects.toThrow(
      'damaged',
    );
  });

  it('that ends before it has read everything tells why, not that the pipe broke', async () => {
    const large = texts(...Array.from({ length: 64 }, () => 'x'.repeat(65_536)));
    await expect(feed(call('echo "full disk" >&2; exit 1'), large)).rejects.toThrow('full disk');
  });

  it('is stopped when no one reads on', async () => {
    const pieces = outputOf(call('echo first; exec sleep 60'));
    const first = (await pieces.next()) as IteratorYieldResult<Uint8Array>;
    expect(Buffer.from(first.value).toString()).toBe('first\n');
    const before = performance.now();
    await pieces.return(undefined);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
