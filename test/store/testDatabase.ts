import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { imageOf } from '../setup/databaseImages.js';

const POOL_MAX = 5;

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface TestDatabase {
  readonly database: Database;
  /** Opens what a second process would see; only on a server. */
  readonly url: string | null;
  /** Empties every table and leaves the schema, for the next test of a spec; faster than anew. */
  reset(): Promise<void>;
  drop(): Promise<void>;
}

async function emptyTables({ session }: Database): Promise<void> {
  const [row] = await session.query<{ tables: string | null }>(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables
     where schemaname = 'public' and tablename <> 'migrations'`,
  );
  const tables = row?.tables ?? null;
  if (tables !== null) await session.execute(`truncate ${tables} restart identity`);
}

/**
 * A fresh database: an in-memory PGlite, or a new one on the PostgreSQL server that
 * TEST_DATABASE_URL names, so that every store test runs on both.
 */
export async function openTestDatabase(options = { migrate: true }): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) {
    const database = await Database.open({
      url: null,
      home: 'memory://',
      poolMax: 1,
      ...imageOf(options.migrate ? 'migrated' : 'empty'),
    });
    if (options.migrate) await migrate(database);
    const reset = () => emptyTables(database);
    return { database, url: null, reset, drop: () => database.close() };
  }
  const name = `highwater_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await Database.open({ url: url.href, home: '', poolMax: POOL_MAX });
  if (options.migrate) await migrate(database);
  return {
    database,
    url: url.href,
    reset: () => emptyTables(database),
    drop: async () => {
      await database.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}
