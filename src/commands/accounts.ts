import { Accounts } from '../identity/accounts.js';
import { PasswordHasher } from '../identity/passwordHasher.js';
import { withDatabase } from '../operations.js';
import type { Settings } from '../settings.js';
import { ApiKeyStore } from '../store/apiKeys.store.js';
import { UserStore } from '../store/users.store.js';

const clock = (): Date => new Date();

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
