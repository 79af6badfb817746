import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { HighwaterError } from '../domain/errors.js';

/** How often a lock that vanishes or is stale is tried for before giving up. */
const ATTEMPTS = 20;

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
 * win; a dead holder's lock is replaced under a claim that is bound to that very lock; a live
 * holder's is never touched, and neither is one of another host, whose processes cannot be seen.
 *
 * @throws HighwaterError DATABASE_LOCKED, naming the live holder's pid
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
    if (createExclusively(path, self)) return releasable(path, self);
    const holder = read(path);
    if (holder === null) continue;
    if (isAlive(holder)) throw lockedBy(holder, directory);
    if (takeOver(path, holder, self)) return releasable(path, self);
  }
  throw new HighwaterError(
    'DATABASE_LOCKED',
    'conflict',
    `The lock ${path} changes hands too quickly: try again, or delete it if nothing runs.`,
  );
}

/** Writes beside and links into place, so that the lock never exists half-written. */
function createExclusively(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.token}`;
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

/** Replaces a dead holder's lock; false when another process was faster. */
function takeOver(path: string, dead: Holder, self: Holder): boolean {
  const claim = `${path}.claim-${dead.token}`;
  if (!createExclusively(claim, self)) {
    const claimant = read(claim);
    if (claimant !== null && !isAlive(claimant)) rmSync(claim, { force: true });
    return false;
  }
  try {
    if (read(path)?.token !== dead.token) return false;
    const draft = `${path}.${self.token}`;
    writeFileSync(draft, JSON.stringify(self));
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

function releasable(path: string, self: Holder): DirectoryLock {
  const release = (): void => {
    process.off('exit', release);
    if (read(path)?.token === self.token) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return { path, release };
}

function read(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (error instanceof SyntaxError) {
      throw new HighwaterError(
        'DATABASE_LOCK_UNREADABLE',
        'conflict',
        `The lock ${path} cannot be read: delete it if no Highwater process runs.`,
      );
    }
    throw error;
  }
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

function lockedBy(holder: Holder, directory: string): HighwaterError {
  const where = holder.host === hostname() ? '' : ` on host ${holder.host}`;
  return new HighwaterError(
    'DATABASE_LOCKED',
    'conflict',
    `The embedded database in ${directory} is in use by process ${holder.pid}${where} since ` +
      `${holder.since}: stop that process, or set DATABASE_URL to share a PostgreSQL server.`,
    { pid: holder.pid, host: holder.host },
  );
}
