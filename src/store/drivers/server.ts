import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { MikroORM } from '@mikro-orm/postgresql';
import type { ClientBase, Pool } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { from as copyFrom } from 'pg-copy-streams';
import type { SqlSession } from '../session.js';
import { copyOutTo } from './copyOut.js';
import { commonOptions, type DatabaseDriver, type Orm } from './driver.js';
import { LendingSocket } from './lendingSocket.js';

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 120_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
/** COPY is sent in pieces of this many bytes, so that the socket's back pressure is felt. */
const COPY_CHUNK_BYTES = 1 << 18;

export interface ServerOptions {
  readonly url: string;
  readonly poolMax: number;
}

/** PostgreSQL: a pool of connections; a transaction holds one of them. */
export async function openServer({ url, poolMax }: ServerOptions): Promise<DatabaseDriver> {
  const { ssl } = parseIntoClientConfig(url);
  const orm = await MikroORM.init({
    ...commonOptions,
    clientUrl: url,
    pool: { min: 0, max: poolMax },
    driverOptions: {
      application_name: 'highwater',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      options: '-c timezone=UTC',
      stream: () => new LendingSocket(),
      // MikroORM takes from an address where the server is, and no more.
      ...(ssl !== undefined && { ssl }),
    },
  });
  const pool = await orm.em.getConnection().getNativeClient();
  // The pool connects when it is first asked: a wrong address should be known now.
  await pool.query('select 1').catch(async (error: unknown) => {
    await orm.close(true);
    throw error;
  });
  return {
    kind: 'server',
    connections: poolMax,
    orm: orm as unknown as Orm,
    session: pooledSession(pool),
    transaction: (work) => inTransaction(pool, work),
    tryLock: (name) => tryAdvisoryLock(pool, name),
    close: () => orm.close(true),
  };
}

/** A session lock on a connection of its own: PostgreSQL frees it when the process dies. */
async function tryAdvisoryLock(pool: Pool, name: string): Promise<(() => Promise<void>) | null> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [`highwater ${name}`],
    );
    if (rows[0]?.taken !== true) {
      client.release();
      return null;
    }
  } catch (error) {
    client.release(true);
    throw error;
  }
  return () => {
    // Ending the connection frees the lock, whatever state the connection is in.
    client.release(true);
    return Promise.resolve();
  };
}

async function inTransaction<T>(pool: Pool, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(sessionOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function sessionOf(client: ClientBase): SqlSession {
  return {
    query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query<Row & Record<string, unknown>>(sql, [...parameters])).rows,
    execute: async (sql, parameters = []) =>
      (await client.query(sql, [...parameters])).rowCount ?? 0,
    copyIn: async (target, payload) => {
      const sink = client.query(copyFrom(`copy ${target} from stdin (format binary)`));
      await pipeline(Readable.from(chunksOf(payload)), sink);
    },
    copyOut: async (query) => {
      const pieces: Uint8Array[] = [];
      await copyOutTo(client, query, (piece) => pieces.push(Buffer.from(piece)));
      return Buffer.concat(pieces);
    },
    copyOutTo: (query, take) => copyOutTo(client, query, take),
  };
}

function pooledSession(pool: Pool): SqlSession {
  const withClient = async <T>(work: (session: SqlSession) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      return await work(sessionOf(client));
    } catch (error) {
      failure = error instanceof Error && !('severity' in error) ? error : undefined;
      throw error;
    } finally {
      client.release(failure);
    }
  };
  return {
    query: (sql, parameters) => withClient((session) => session.query(sql, parameters)),
    execute: (sql, parameters) => withClient((session) => session.execute(sql, parameters)),
    copyIn: (target, payload) => withClient((session) => session.copyIn(target, payload)),
    copyOut: (query) => withClient((session) => session.copyOut(query)),
    copyOutTo: (query, take) => withClient((session) => session.copyOutTo(query, take)),
  };
}

function* chunksOf(payload: Uint8Array): Generator<Buffer> {
  for (let start = 0; start < payload.length; start += COPY_CHUNK_BYTES) {
    const end = Math.min(start + COPY_CHUNK_BYTES, payload.length);
    yield Buffer.from(payload.buffer, payload.byteOffset + start, end - start);
  }
}
