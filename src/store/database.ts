import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { HighwaterError, messageOf } from '../domain/errors.js';
import { lockDirectory, type DirectoryLock } from './directoryLock.js';
import type { DatabaseDriver, Orm } from './drivers/driver.js';
import type { SqlSession } from './session.js';

const LOCK_ATTEMPTS = 10;
const LOCK_RETRY_MS = 200;

export interface DatabaseOptions {
  /** PostgreSQL's URL, or null for the embedded database. */
  readonly url: string | null;
  /** Where the embedded database and its lock live; `memory://` keeps nothing. */
  readonly home: string;
  readonly poolMax: number;
  /** File of an image made by PGlite's `dumpDataDir` to start an in-memory database from. */
  readonly imageFile?: string;
}

/**
 * The open database: one code path over PGlite and PostgreSQL.
 *
 * Writes that belong together go through {@link transaction}. The ORM's own transactions are not
 * used: on the embedded database its driver keeps one transaction per process, so that two at once
 * would run into each other (docs/decisions/004).
 */
export class Database {
  private constructor(
    private readonly driver: DatabaseDriver,
    private readonly lock: DirectoryLock | null,
  ) {}

  /**
   * Opens, and makes sure that it answers; does not migrate.
   * @throws HighwaterError DATABASE_LOCKED, DATABASE_LOCK_UNREADABLE, DATABASE_UNAVAILABLE
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const isInMemory = options.home === 'memory://';
    let lock: DirectoryLock | null = null;
    try {
      if (options.url === null && !isInMemory) lock = lockDirectory(options.home);
      return new Database(await openDriver(options, isInMemory), lock);
    } catch (error) {
      lock?.release();
      throw unavailable(error, options);
    }
  }

  get kind(): DatabaseDriver['kind'] {
    return this.driver.kind;
  }

  /** At most, for statements, transactions and locks together. */
  get connections(): number {
    return this.driver.connections;
  }

  get orm(): Orm {
    return this.driver.orm;
  }

  /** Statements that stand alone; each commits by itself. */
  get session(): SqlSession {
    return this.driver.session;
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.driver.transaction(work);
  }

  /**
   * Runs `work` while holding a named lock that every process on this database respects.
   * @throws HighwaterError BUSY when another process holds it for longer than a crash explains
   */
  async exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    const release = await this.takeLock(name);
    try {
      return await work();
    } finally {
      await release();
    }
  }

  private async takeLock(name: string): Promise<() => Promise<void>> {
    // A killed process's server side may need a moment to notice.
    for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
      const release = await this.driver.tryLock(name);
      if (release !== null) return release;
      await setTimeout(LOCK_RETRY_MS);
    }
    throw new HighwaterError(
      'BUSY',
      'conflict',
      `Another ${name} runs on this database: wait for it to end, or stop it.`,
    );
  }

  async close(): Promise<void> {
    await this.driver.close();
    this.lock?.release();
  }
}

/** Loads the one driver that is asked for: each takes as long to load as it takes to open. */
async function openDriver(options: DatabaseOptions, isInMemory: boolean): Promise<DatabaseDriver> {
  const { url, home, poolMax, imageFile } = options;
  if (url !== null) {
    const { openServer } = await import('./drivers/server.js');
    return openServer({ url, poolMax });
  }
  const { embeddedDirectory, openEmbedded } = await import('./drivers/embedded.js');
  const directory = isInMemory ? home : embeddedDirectory(home);
  if (imageFile === undefined) return openEmbedded({ directory });
  return openEmbedded({ directory, image: new Blob([readFileSync(imageFile)]) });
}

/** The message of a driver may hold the URL and so the password: only its code and host are told. */
function unavailable(error: unknown, options: DatabaseOptions): HighwaterError {
  if (error instanceof HighwaterError) return error;
  const where = options.url === null ? `in ${options.home}` : `at ${hostOf(options.url)}`;
  const code = (error as { code?: unknown } | null)?.code;
  const reason = typeof code === 'string' ? code : withoutUrl(messageOf(error), options.url);
  return new HighwaterError(
    'DATABASE_UNAVAILABLE',
    'unavailable',
    `The database ${where} did not open (${reason.slice(0, 300)}): check that it runs and that ` +
      `${options.url === null ? 'HIGHWATER_HOME' : 'DATABASE_URL'} is right.`,
  );
}

function withoutUrl(text: string, url: string | null): string {
  return url === null ? text : text.replaceAll(url, 'DATABASE_URL');
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'an address that cannot be read';
  }
}
