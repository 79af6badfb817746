import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import type * as privateCluster from '../../bin/private-cluster.js';
import { PROJECT_ROOT, type Environment } from './highwaterProcess.js';

/** An empty database that commands are pointed to by settings. */
export interface EmptyDatabase {
  readonly settings: Environment;
  drop(): Promise<void>;
}

/** Makes empty databases of one kind. */
export interface DatabaseMaker {
  readonly kind: 'embedded' | 'server';
  make(): Promise<EmptyDatabase>;
  close(): Promise<void>;
}

/** Embedded databases, each in a temporary folder. */
export function embeddedDatabases(): DatabaseMaker {
  return {
    kind: 'embedded',
    make: () => {
      const home = mkdtempSync(join(tmpdir(), 'highwater-campaign-'));
      return Promise.resolve({
        settings: { HIGHWATER_HOME: home },
        drop: () => {
          rmSync(home, { recursive: true, force: true });
          return Promise.resolve();
        },
      });
    },
    close: () => Promise.resolve(),
  };
}

/** Databases on a PostgreSQL server of their own. */
export async function serverDatabases(): Promise<DatabaseMaker> {
  const module = pathToFileURL(join(PROJECT_ROOT, 'bin', 'private-cluster.js')).href;
  const { startPrivateCluster } = (await import(module)) as typeof privateCluster;
  const cluster = await startPrivateCluster();
  const execute = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: cluster.url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  let made = 0;
  return {
    kind: 'server',
    make: async () => {
      made += 1;
      const name = `campaign_${made}`;
      await execute(`create database ${name}`);
      const url = new URL(cluster.url);
      url.pathname = `/${name}`;
      return {
        settings: { DATABASE_URL: url.href },
        drop: () => execute(`drop database ${name} with (force)`),
      };
    },
    close: () => cluster.stop(),
  };
}
