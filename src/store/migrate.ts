import type { Database } from './database.js';

export interface MigrationState {
  readonly name: string;
  readonly appliedAt: Date | null;
}

/** Applies what is pending. @returns the names that were applied, oldest first */
export async function migrate(database: Database): Promise<string[]> {
  const applied = await database.orm.migrator.up();
  return applied.map(({ name }) => name);
}

/** Takes back the newest migration, or all down to `to` (0 for everything). */
export async function rollback(database: Database, to?: string | 0): Promise<string[]> {
  const reverted = await database.orm.migrator.down(to === undefined ? {} : { to });
  return reverted.map(({ name }) => name);
}

/** Every known migration and when it was applied. */
export async function migrationState(database: Database): Promise<MigrationState[]> {
  const executed = await database.orm.migrator.getExecuted();
  const pending = await database.orm.migrator.getPending();
  return [
    ...executed.map(({ name, executed_at }) => ({ name, appliedAt: executed_at })),
    ...pending.map(({ name }) => ({ name, appliedAt: null })),
  ];
}
