import { join } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { MikroORM } from '@mikro-orm/pglite';
import type { SqlSession } from '../session.js';
import { commonOptions, type DatabaseDriver, type Orm } from './driver.js';

const [BYTEA_OID, INT8_OID] = [17, 20];

/** The folder that PGlite keeps in HIGHWATER_HOME, beside the lock. */
export const embeddedDirectory = (home: string): string => join(home, 'database');

export interface EmbeddedOptions {
  /** A directory, or `memory://`. */
  readonly directory: string;
  /** An image made by `dumpDataDir`, to begin from instead of an empty database. */
  readonly image?: Blob;
}

/** PGlite: one connection inside this process. Every statement and transaction waits its turn. */
export async function openEmbedded({ directory, image }: EmbeddedOptions): Promise<DatabaseDriver> {
  const orm = await MikroORM.init({
    ...commonOptions,
    dbName: directory,
    driverOptions: () => ({
      parsers: { [INT8_OID]: (text: string) => text, [BYTEA_OID]: bytesOfHex },
      serializers: { [BYTEA_OID]: hexOfBytes },
      ...(image === undefined ? {} : { loadDataDir: image }),
    }),
  });
  const native = await orm.em.getConnection().getNativeClient();
  await native.query("set time zone 'UTC'");
  // The directory lock keeps other processes out, so a set of names is enough.
  const locks = new Set<string>();
  return {
    kind: 'embedded',
    connections: 1,
    orm: orm as unknown as Orm,
    session: sessionOf(native),
    transaction: (work) => native.transaction((transaction) => work(sessionOf(transaction))),
    tryLock: (name) => {
      if (locks.has(name)) return Promise.resolve(null);
      locks.add(name);
      return Promise.resolve(() => {
        locks.delete(name);
        return Promise.resolve();
      });
    },
    close: () => orm.close(true),
  };
}

/*
 * PGlite's own two take a call per byte, and a packed history has 200 000 of them. Both write bytes
 * as PostgreSQL does: `\x` and two hexadecimal digits each.
 */
const bytesOfHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex'));
const hexOfBytes = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;

function sessionOf(client: PGlite | Transaction): SqlSession {
  const copyOut = async (query: string): Promise<Uint8Array> => {
    const { blob } = await client.query(`copy (${query}) to '/dev/blob' (format binary)`);
    return blob === undefined ? new Uint8Array() : new Uint8Array(await blob.arrayBuffer());
  };
  return {
    query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...parameters])).rows,
    execute: async (sql, parameters = []) =>
      (await client.query(sql, [...parameters])).affectedRows ?? 0,
    copyIn: async (target, payload) => {
      const blob = new Blob([payload]);
      await client.query(`copy ${target} from '/dev/blob' (format binary)`, [], { blob });
    },
    copyOut,
    copyOutTo: async (query, take) => take(await copyOut(query)),
  };
}
