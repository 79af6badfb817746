import { MIGRATIONS } from '../../migrations/index.js';
import { HighwaterError } from '../domain/errors.js';
import type { Database } from './database.js';

export interface MigrationState {
  readonly name: string;
  readonly appliedAt: Date | null;
}

/**
 * Applies what is pending; two processes do so one after the other.
 * @returns the names that were applied, oldest first
 * @throws HighwaterError DATABASE_NEWER when a newer Highwater has migrated the database
 */
export function migrate(database: Database): Promise<string[]> {
  return database.exclusively('migration', async () => {
    await refuseNewer(database);
    const applied = await database.orm.migrator.up();
    return applied.map(({ name }) => name);
  });
}

/**
 * Takes back the newest migration, or all after `to` (0 for every one). What a table held goes
 * with it; the market can be fetched again.
 * @returns the names that were taken back, newest first
 */
export function rollback(database: Database, to?: string | 0): Promise<string[]> {
  return database.exclusively('migration', async () => {
    await refuseNewer(database);
    const reverted = await database.orm.migrator.down(to === undefined ? {} : { to });
    return reverted.map(({ name }) => name);
  });
}

/** Every known migration and when it was applied. */
export async function migrationState(database: Database): Promise<MigrationState[]> {
  const executed = await database.orm.migrator.getExecuted();
  const appliedAt = new Map(executed.map((row) => [row.name, row.executed_at]));
  return MIGRATIONS.map(({ name }) => ({ name, appliedAt: appliedAt.get(name) ?? null }));
}

async function refuseNewer(database: Database): Promise<void> {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const executed = await database.orm.migrator.getExecuted();
  const unknown = executed.find(({ name }) => !known.has(name));
  if (unknown === undefined) return;
  throw new HighwaterError(
    'DATABASE_NEWER',
    'conflict',
    `The database holds the migration ${unknown.name}, which this version does not know: ` +
      'run the newer Highwater that made it.',
  );
}
