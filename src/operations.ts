import type { Settings } from './settings.js';
import { Database } from './store/database.js';
import { migrate } from './store/migrate.js';

/** Opens the database that the settings name and brings its tables up to date. */
export async function openMigrated(settings: Settings): Promise<Database> {
  const database = await openUnmigrated(settings);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Where this process reads reports from: one of the replicas, picked at random so that many
 * processes spread over them, or null where there is none.
 */
export async function openReplica(settings: Settings): Promise<Database | null> {
  const { databaseReplicaUrls: urls, databasePoolMax: poolMax, highwaterHome: home } = settings;
  const url = urls[Math.floor(Math.random() * urls.length)];
  return url === undefined ? null : Database.open({ url, home, poolMax });
}

/** Opens the database as it is. */
export function openUnmigrated(settings: Settings): Promise<Database> {
  return Database.open({
    url: settings.databaseUrl,
    home: settings.highwaterHome,
    poolMax: settings.databasePoolMax,
  });
}

/** Runs `work` on the migrated database and closes it, whatever happens. */
export async function withDatabase<T>(
  settings: Settings,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openMigrated(settings);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
