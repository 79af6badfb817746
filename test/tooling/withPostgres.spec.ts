import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findBinaries, startPrivateCluster } from '../../bin/private-cluster.js';

const SCRIPT = join(import.meta.dirname, '..', '..', 'bin', 'with-postgres.js');
const GONE_WITHIN_MS = 20_000;

function run(command: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [SCRIPT, ...command], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

function isInstalled(): boolean {
  try {
    return findBinaries() !== '';
  } catch {
    return false;
  }
}
const describeWithPostgres = isInstalled() ? describe : describe.skip;

async function untilGone(path: string): Promise<boolean> {
  for (let waited = 0; existsSync(path) && waited < GONE_WITHIN_MS; waited += 50) await wait(50);
  return !existsSync(path);
}

/** Starts a cluster in a process of its own and resolves once the command within says so. */
async function startHeld() {
  const child = spawn(process.execPath, [
    SCRIPT,
    process.execPath,
    '-e',
    'console.log(process.env.TEST_DATABASE_URL); process.stdin.resume()',
  ]);
  const [url] = await new Promise<string[]>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().split('\n')));
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const asked = await client.query<{ dir: string }>(
    "select current_setting('data_directory') as dir",
  );
  await client.end();
  return { child, directory: dirname(asked.rows[0]!.dir) };
}

describeWithPostgres('a private PostgreSQL server', () => {
  it('is UTC, UTF8, locale C, does without fsync, and asks for the password', async () => {
    const cluster = await startPrivateCluster();
    try {
      const client = new pg.Client({ connectionString: cluster.url });
      await client.connect();
      const asked = await client.query<Record<string, string>>(
        `select current_setting('timezone') as zone, current_setting('server_encoding') as encoding,
          current_setting('fsync') as fsync, datcollate as collation
          from pg_database where datname = current_database()`,
      );
      await client.end();
      expect(asked.rows).toEqual([{ zone: 'UTC', encoding: 'UTF8', fsync: 'off', collation: 'C' }]);
      const wrong = new URL(cluster.url);
      wrong.password = 'wrong';
      const stranger = new pg.Client({ connectionString: wrong.href });
      await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    } finally {
      await cluster.stop();
      await cluster.stop();
    }
    expect(existsSync(cluster.socketDirectory)).toBe(false);
  });

  it("ends with the command's code and hands on what it prints", () => {
    const { status, stdout } = run(['sh', '-c', 'echo "$TEST_DATABASE_URL"; exit 7']);
    expect(status).toBe(7);
    expect(stdout).toMatch(/^postgresql:\/\/postgres:[\da-f]{32}@127\.0\.0\.1:\d+\/postgres\n$/);
  });

  it('hands a signal on, and leaves nothing behind', async () => {
    const { child, directory } = await startHeld();
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(existsSync(directory)).toBe(false);
  });

  it('leaves nothing behind when it is killed', async () => {
    const { child, directory } = await startHeld();
    expect(existsSync(directory)).toBe(true);
    child.kill('SIGKILL');
    child.stdin.end();
    expect(await untilGone(directory)).toBe(true);
  });

  it('says that a command could not be run', () => {
    const { status, stderr } = run(['no-such-command']);
    expect([status, stderr]).toEqual([127, expect.stringContaining('no-such-command')]);
  });
});

describe('without what it needs', () => {
  it('asks for a command', () => {
    expect(run([])).toMatchObject({ status: 64, stderr: expect.stringMatching(/^Usage: .*\n$/) });
  });

  it('says in one line that there are no binaries', () => {
    const empty = mkdtempSync(join(tmpdir(), 'highwater-empty-'));
    const { status, stderr } = run(['true'], { HIGHWATER_PG_BIN: empty });
    rmSync(empty, { recursive: true });
    expect([status, stderr]).toEqual([69, expect.stringMatching(/^HIGHWATER_PG_BIN=.*\n$/)]);
  });
});
