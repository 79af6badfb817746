import type { AbstractSqlDriver, SqlEntityManager } from '@mikro-orm/sql';
import type { MikroORM, Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MIGRATIONS } from '../../../migrations/index.js';
import { ENTITIES } from '../entities/index.js';
import type { SqlSession } from '../session.js';

export type Orm = MikroORM<AbstractSqlDriver, SqlEntityManager>;

/** What the two databases do differently, and nothing else. */
export interface DatabaseDriver {
  readonly kind: 'embedded' | 'server';
  readonly orm: Orm;
  /** At most, for statements, transactions and locks together. */
  readonly connections: number;
  /** Statements outside a transaction; each commits by itself. */
  readonly session: SqlSession;
  /** Commits when `work` resolves, rolls back when it rejects. Do not await the network in it. */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /**
   * Takes a named lock that other processes on this database see, and that ends with this process.
   * @returns what releases it, or null when another holds it
   */
  tryLock(name: string): Promise<(() => Promise<void>) | null>;
  close(): Promise<void>;
}

/** Options of the ORM that hold for both databases. */
export const commonOptions = {
  entities: ENTITIES,
  extensions: [Migrator],
  migrations: {
    migrationsList: MIGRATIONS,
    tableName: 'migrations',
    snapshot: false,
    silent: true,
    transactional: true,
    allOrNothing: false,
  },
  // The views of `reporting` are for readers outside; they belong to no entity.
  schemaGenerator: { ignoreSchema: ['information_schema', 'reporting'] },
  forceUtcTimezone: true,
  ensureDatabase: false,
  debug: false,
} satisfies Partial<Options>;
