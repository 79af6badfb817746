import { Accounts } from './identity/accounts.js';
import { Identity } from './identity/identity.js';
import { PasswordHasher } from './identity/passwordHasher.js';
import { tokenSecretOf } from './identity/tokenSecret.js';
import type { Settings } from './settings.js';
import { ApiKeyStore } from './store/apiKeys.store.js';
import { Database } from './store/database.js';
import { migrate } from './store/migrate.js';
import { UserStore } from './store/users.store.js';

const clock = (): Date => new Date();

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

/** What the commands of accounts work with. */
export interface AccountTools {
  readonly accounts: Accounts;
  readonly users: UserStore;
  readonly keys: ApiKeyStore;
}

/** Runs `work` on the accounts of the migrated database and closes it, whatever happens. */
export function withAccounts<T>(
  settings: Settings,
  work: (tools: AccountTools) => Promise<T>,
): Promise<T> {
  return withDatabase(settings, async (database) => {
    const [users, keys, hasher] = [
      new UserStore(database),
      new ApiKeyStore(database),
      new PasswordHasher(),
    ];
    try {
      return await work({ accounts: new Accounts({ users, keys, hasher, clock }), users, keys });
    } finally {
      await hasher.close();
    }
  });
}

/** Who may sign in to this installation. @param hasher the caller closes it */
export function identityOf(
  settings: Settings,
  database: Database,
  hasher: PasswordHasher,
): Identity {
  return new Identity({
    users: new UserStore(database),
    keys: new ApiKeyStore(database),
    hasher,
    tokenSecret: tokenSecretOf(settings),
    clock,
  });
}
