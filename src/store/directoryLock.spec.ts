import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compileLockProgram,
  startLockProcess,
  type LockProcess,
} from '../../test/store/lockProcess.js';
import { lockDirectory } from './directoryLock.js';

const REFUSAL_LIMIT_MS = 1000;
/** No process has it: Linux gives out 2^22 at most. */
const DEAD_PID = 2 ** 22 + 1;
const RACERS = 20;
const RACES = 3;
/** Enough for twenty children to have started. */
const STARTING_LINE_MS = 1500;

let program: string;
let directory: string;
let children: LockProcess[];
beforeAll(() => {
  program = compileLockProgram();
});
afterAll(() => {
  rmSync(program, { recursive: true });
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'highwater-locked-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.end('SIGKILL')));
  rmSync(directory, { recursive: true });
});

const lockPath = (): string => join(directory, 'highwater.lock');
const start = (then: 'hold' | 'quit' | 'polite', at?: number): LockProcess => {
  const child = startLockProcess(program, directory, then, at);
  children.push(child);
  return child;
};
const holder = (changes: object = {}): Record<string, unknown> => ({
  pid: DEAD_PID,
  processStart: '1',
  host: hostname(),
  token: randomUUID(),
  since: '2026-01-01T00:00:00.000Z',
  ...changes,
});
const writeLock = (content: unknown, path = lockPath()): void => {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
};
const held = (): Record<string, unknown> =>
  JSON.parse(readFileSync(lockPath(), 'utf8')) as Record<string, unknown>;
const isLocked = { code: 'DATABASE_LOCKED' };

/** Takes the lock, or throws, and gives it back at once. */
function takeAndRelease(): void {
  lockDirectory(directory).release();
}

describe('lockDirectory', () => {
  it('takes a free directory, making it, and leaves nothing when it is released', () => {
    const deep = join(directory, 'a', 'b');
    const lock = lockDirectory(deep);
    expect(readdirSync(deep)).toEqual(['highwater.lock']);
    lock.release();
    lock.release();
    expect(readdirSync(deep)).toEqual([]);
  });

  it('refuses a second opener at once and names the pid', async () => {
    const { pid } = await start('hold').attempt;
    const before = performance.now();
    expect(() => {
      takeAndRelease();
    }).toThrow(
      expect.objectContaining({ ...isLocked, message: expect.stringContaining(`process ${pid} `) }),
    );
    expect(performance.now() - before).toBeLessThan(REFUSAL_LIMIT_MS);
    const second = await start('quit').attempt;
    expect(second).toMatchObject({ taken: false, ...isLocked, detail: { pid } });
    expect(held()['pid']).toBe(pid);
  });

  it('refuses a second opener within one process', () => {
    const lock = lockDirectory(directory);
    expect(takeAndRelease).toThrow(expect.objectContaining(isLocked));
    lock.release();
    takeAndRelease();
  });

  it('takes over from a process that was killed', async () => {
    const child = start('hold');
    const { pid } = await child.attempt;
    await child.end('SIGKILL');
    expect(held()['pid']).toBe(pid);
    const lock = lockDirectory(directory);
    expect(held()['pid']).toBe(process.pid);
    expect(readdirSync(directory)).toEqual(['highwater.lock']);
    lock.release();
  });

  it('is free after a process ended, in order or by SIGTERM', async () => {
    const quitting = start('quit');
    expect((await quitting.attempt).taken).toBe(true);
    await quitting.ended;
    expect(existsSync(lockPath())).toBe(false);
    const polite = start('polite');
    expect((await polite.attempt).taken).toBe(true);
    await polite.end('SIGTERM');
    expect(existsSync(lockPath())).toBe(false);
    const terminated = start('hold');
    expect((await terminated.attempt).taken).toBe(true);
    await terminated.end('SIGTERM');
    takeAndRelease();
  });

  it('knows a pid that was given to another process', () => {
    writeLock(holder({ pid: process.pid, processStart: '1' }));
    takeAndRelease();
  });

  it('does not take what it cannot see to be dead', () => {
    writeLock(holder({ pid: process.pid, processStart: null }));
    expect(takeAndRelease).toThrow(expect.objectContaining(isLocked));
    writeLock(holder({ host: 'elsewhere' }));
    expect(takeAndRelease).toThrow(
      expect.objectContaining({
        ...isLocked,
        message: expect.stringMatching(/on host elsewhere.* delete /),
      }),
    );
    expect(held()['host']).toBe('elsewhere');
  });

  it.each([
    '',
    '{"pid":',
    'null',
    '[]',
    '{}',
    '"x"',
    JSON.stringify(holder({ pid: -1 })),
    JSON.stringify(holder({ token: '../../x' })),
    JSON.stringify(holder({ host: 5 })),
  ])('refuses the unreadable lock %j and leaves it', (content) => {
    writeLock(content);
    expect(takeAndRelease).toThrow(expect.objectContaining({ code: 'DATABASE_LOCK_UNREADABLE' }));
    expect(readFileSync(lockPath(), 'utf8')).toBe(content);
  });

  it('releases its own lock alone', () => {
    const lock = lockDirectory(directory);
    for (const content of [JSON.stringify(holder()), 'not a lock']) {
      writeLock(content);
      lock.release();
      expect(readFileSync(lockPath(), 'utf8')).toBe(content);
    }
    rmSync(lockPath());
    lock.release();
  });

  it('takes over from processes that were killed while they took over', () => {
    const [dead, claimant, second] = [holder(), holder(), holder()];
    const claim = `${lockPath()}.${String(dead['token'])}`;
    writeLock(dead);
    writeLock(claimant, claim);
    writeLock(second, `${claim}.${String(claimant['token'])}`);
    const lock = lockDirectory(directory);
    expect(held()['pid']).toBe(process.pid);
    expect(readdirSync(directory)).toEqual(['highwater.lock']);
    lock.release();
  });

  it('waits for a live process that is taking over, and then gives up', () => {
    const dead = holder();
    writeLock(dead);
    const claim = `${lockPath()}.${String(dead['token'])}`;
    writeLock(holder({ pid: process.pid, processStart: null }), claim);
    expect(takeAndRelease).toThrow(
      expect.objectContaining({ ...isLocked, message: expect.stringContaining('too quickly') }),
    );
    expect(held()['token']).toBe(dead['token']);
  });

  it(`lets exactly one of ${RACERS} processes take over, ${RACES} times`, async () => {
    for (let race = 0; race < RACES; race += 1) {
      const dead = holder();
      writeLock(dead);
      // In every other race the one who took over before was killed halfway.
      if (race % 2 === 1) writeLock(holder(), `${lockPath()}.${String(dead['token'])}`);
      const at = Date.now() + STARTING_LINE_MS;
      const racers = Array.from({ length: RACERS }, () => start('hold', at));
      const attempts = await Promise.all(racers.map(({ attempt }) => attempt));
      const winners = attempts.filter(({ taken }) => taken);
      expect(winners).toHaveLength(1);
      expect(held()['pid']).toBe(winners[0]?.pid);
      const losers = attempts.filter(({ taken }) => !taken);
      expect(losers.every(({ code }) => code === 'DATABASE_LOCKED')).toBe(true);
      await Promise.all(children.splice(0).map((child) => child.end('SIGKILL')));
    }
  });
});
