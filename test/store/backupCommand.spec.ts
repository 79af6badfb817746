import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  highwater,
  highwaterKilled,
  HighwaterProcess,
  type Environment,
} from '../campaign/highwaterProcess.js';
import { describeCommands, jsonOf, textOf } from '../cli/settings.js';
import { migrate } from '../../src/store/migrate.js';
import { BackupPlaces } from './backupPlaces.js';
import { insertOneOfEach } from './oneOfEach.js';

jest.setTimeout(180_000);

describeCommands('highwater db backup and db restore', () => {
  const places = new BackupPlaces();
  const folder = mkdtempSync(join(tmpdir(), 'highwater-command-'));
  let settings: Environment;
  const empty = async (): Promise<Environment> => {
    const { url, home } = await places.make();
    return url === null ? { HIGHWATER_HOME: home } : { DATABASE_URL: url };
  };

  beforeAll(async () => {
    const place = await places.make();
    const database = await places.open(place, 'migrated');
    await migrate(database);
    await insertOneOfEach(database.session);
    await places.close(database);
    settings = place.url === null ? { HIGHWATER_HOME: place.home } : { DATABASE_URL: place.url };
  });
  afterAll(async () => {
    await places.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('go there and back, with equal hashes', async () => {
    const file = join(folder, 'whole');
    const made = await highwater(['db', 'backup', file, '--json'], settings);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(jsonOf(made)).toMatchObject({ file, tables: { 'public.prices': { rows: 2 } } });
    const target = await empty();
    const back = await highwater(['db', 'restore', file], target);
    expect([back.code, textOf(back)]).toEqual([0, expect.stringMatching(/^Restored \d+ tables/)]);
    const hashes = async (of: Environment) =>
      jsonOf(await highwater(['verify', '--hashes', '--json'], of))['hashes'];
    expect(await hashes(target)).toEqual(await hashes(settings));
    const again = await highwater(['db', 'restore', file, '--json'], target);
    expect(again.code).toBe(4);
    expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'DATABASE_NOT_EMPTY' } });
  });

  it('leave no half file, killed whenever', async () => {
    for (const afterMs of [300, 900, 1800, 2700]) {
      const file = join(folder, `killed-${afterMs}`);
      const ended = await highwaterKilled(['db', 'backup', file], settings, afterMs);
      if (!existsSync(file)) expect(ended.signal).toBe('SIGKILL');
      else {
        const back = await highwater(['db', 'restore', file], await empty());
        expect(textOf(back)).toMatch(/every table was compared/);
      }
    }
    // Each began on the database as the kill before it had left it, and so does this one.
    const next = await highwater(['db', 'backup', join(folder, 'next')], settings);
    expect([next.code, textOf(next)]).toEqual([0, expect.stringContaining('Backed up')]);
  });

  it('leave nothing at all when they are told to stop', async () => {
    const file = join(folder, 'stopped');
    const running = new HighwaterProcess(['db', 'backup', file], settings);
    await delay(700);
    running.kill('SIGINT');
    const { code } = await running.ended;
    const left = readdirSync(folder).filter((name) => name.startsWith('stopped'));
    expect(code === 0 ? left : [code, ...left]).toEqual(code === 0 ? ['stopped'] : [code]);
  });

  it('never show the password, and never hand it over as an argument', async () => {
    const url = settings['DATABASE_URL'];
    if (url === undefined) return;
    const { password } = new URL(url);
    const running = new HighwaterProcess(['db', 'backup', join(folder, 'watched')], settings);
    let [isOver, seen] = [false, ''];
    void running.ended.then(() => (isOver = true));
    while (!isOver) {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          seen += readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        } catch {
          // It has ended meanwhile.
        }
      }
      await delay(20);
    }
    const ended = await running.ended;
    expect(seen).toContain('pg_dump');
    expect(`${seen}${textOf(ended)}`).not.toContain(password);
    expect(ended.code).toBe(0);
  });
});
