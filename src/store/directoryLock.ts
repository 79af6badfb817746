import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { HighwaterError } from '../domain/errors.js';

/** How often a lock that vanishes or is stale is tried for before giving up. */
const ATTEMPTS = 20;
const RETRY_MS = 5;
/** How many processes may have been killed, each while it took over from the one before. */
const CLAIM_DEPTH = 4;

/** A token becomes part of a file's name. */
const TOKEN = /^[0-9a-f-]{36}$/;

interface Holder {
  readonly pid: number;
  /** Distinguishes two processes that were given one pid, where the system tells. */
  readonly processStart: string | null;
  readonly host: string;
  readonly token: string;
  readonly since: string;
}

export interface DirectoryLock {
  readonly path: string;
  release(): void;
}

/**
 * Takes the embedded database's directory for this process alone. PGlite itself would let two
 * processes open one directory and lose rows without an error.
 *
 * The lock is a file that names its holder. It is created by `link`, which only one process can
 * win; a dead holder's lock is replaced under a claim that is bound to that very lock, and taken
 * by the same rules; a live holder's is never touched, and neither is one of another host, whose
 * processes cannot be seen.
 *
 * @throws HighwaterError DATABASE_LOCKED, naming the live holder's pid; DATABASE_LOCK_UNREADABLE
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'highwater.lock');
  const self: Holder = {
    pid: process.pid,
    processStart: processStart(process.pid),
    host: hostname(),
    token: randomUUID(),
    since: new Date().toISOString(),
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const holder = tryTake(path, self, CLAIM_DEPTH);
    if (holder === self) return releasable(path, self);
    if (holder !== null && isAlive(holder)) throw lockedBy(holder, directory, path);
    pause(RETRY_MS);
  }
  throw new HighwaterError(
    'DATABASE_LOCKED',
    'conflict',
    `The lock ${path} changes hands too quickly: try again, or delete it if nothing runs.`,
  );
}

/**
 * Creates the lock file, or replaces a dead holder's.
 * @returns `self` when it was taken, otherwise who had it, or null when it was gone again
 */
function tryTake(path: string, self: Holder, depth: number): Holder | null {
  if (createExclusively(path, self)) return self;
  const holder = read(path);
  if (holder === null || isAlive(holder) || depth === 0) return holder;
  return takeOver(path, holder, self, depth) ? self : holder;
}

/** Replaces a dead holder's lock; false when another process was faster. */
function takeOver(path: string, dead: Holder, self: Holder, depth: number): boolean {
  const claim = `${path}.${dead.token}`;
  if (tryTake(claim, self, depth - 1) !== self) return false;
  try {
    // Only the claim's owner replaces this lock, so what is read here holds until the rename.
    if (read(path)?.token !== dead.token) return false;
    const draft = `${path}.draft-${self.token}`;
    writeFileSync(draft, JSON.stringify(self));
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Waits without giving the event loop back: opening is a matter of all or nothing. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Writes beside and links into place, so that the lock never exists half-written. */
function createExclusively(path: string, holder: Holder): boolean {
  const draft = `${path}.draft-${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function releasable(path: string, self: Holder): DirectoryLock {
  const release = (): void => {
    process.off('exit', release);
    if (isHeldBy(path, self)) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return { path, release };
}

/** False also for a lock that someone has made unreadable: it is not ours to remove. */
function isHeldBy(path: string, self: Holder): boolean {
  try {
    return read(path)?.token === self.token;
  } catch {
    return false;
  }
}

function read(path: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isHolder(holder)) return holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new HighwaterError(
    'DATABASE_LOCK_UNREADABLE',
    'conflict',
    `The lock ${path} cannot be read: delete it if no Highwater process runs.`,
  );
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, processStart, host, token, since } = value as Partial<Record<keyof Holder, unknown>>;
  return (
    typeof pid === 'number' &&
    Number.isInteger(pid) &&
    pid > 0 &&
    (processStart === null || typeof processStart === 'string') &&
    [host, token, since].every((text) => typeof text === 'string') &&
    TOKEN.test(token as string)
  );
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const start = processStart(holder.pid);
  if (start === 'ended') return false;
  return start === null || holder.processStart === null || start === holder.processStart;
}

/** When a process began, in the kernel's ticks; `ended` for a zombie; null where unknown. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function lockedBy(holder: Holder, directory: string, path: string): HighwaterError {
  const isHere = holder.host === hostname();
  const where = isHere ? '' : ` on host ${holder.host}`;
  const orGone = isHere ? '' : ` (or delete ${path}, if that host is gone)`;
  return new HighwaterError(
    'DATABASE_LOCKED',
    'conflict',
    `The embedded database in ${directory} is in use by process ${holder.pid}${where} since ` +
      `${holder.since}: stop that process${orGone}, or set DATABASE_URL to share a PostgreSQL server.`,
    { pid: holder.pid, host: holder.host },
  );
}
