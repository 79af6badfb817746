import type { KeyScope } from '../domain/account.js';
import { HighwaterError } from '../domain/errors.js';
import { processSettings } from '../settings.js';
import type { ListedKey } from '../store/apiKeys.store.js';
import { withAccounts } from './accounts.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

const DAY_MS = 86_400_000;
const EXPIRY_DAYS_MAX = 3650;

export interface KeyIssueOptions extends JsonOption {
  readonly name: string;
  readonly scope?: string;
  readonly expires?: string;
}

/** `90d` from now. @throws HighwaterError EXPIRY_INVALID */
function expiryOf(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null;
  const days = Number(/^(\d{1,4})d$/.exec(text)?.[1]);
  if (days >= 1 && days <= EXPIRY_DAYS_MAX) return new Date(now.getTime() + days * DAY_MS);
  throw new HighwaterError(
    'EXPIRY_INVALID',
    'usage',
    `--expires "${text.slice(0, 20)}" is refused: it accepts days such as 90d, 1d to ${EXPIRY_DAYS_MAX}d.`,
  );
}

/** `highwater key issue EMAIL --name …`: prints the key, this once. */
export async function keyIssue(email: string, options: KeyIssueOptions): Promise<number> {
  const { name, scope = 'read' } = options;
  const expiresAt = expiryOf(options.expires, new Date());
  return withAccounts(processSettings(), async ({ accounts }) => {
    // The store refuses what is no scope, and says which there are.
    const request = { email, name, scope: scope as KeyScope, expiresAt };
    const { key, prefix } = await accounts.issueKey(request);
    if (options.json === true) {
      printJson({ key, prefix, name, scope, expiresAt: expiresAt?.toISOString() ?? null });
      return 0;
    }
    print(key);
    const ends = expiresAt === null ? 'never expires' : `expires ${expiresAt.toISOString()}`;
    // On standard error, so that a pipe carries the key alone.
    process.stderr.write(
      `It is shown this once: only its hash is kept. It ${ends}; "highwater key revoke ${prefix}" ends it.\n`,
    );
    return 0;
  });
}

function stateOf({ revokedAt, expiresAt }: ListedKey, now: Date): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  if (expiresAt === null) return 'in force';
  return Date.parse(expiresAt) <= now.getTime() ? `expired ${expiresAt}` : `until ${expiresAt}`;
}

/** `highwater key list [EMAIL]`: every key but what would let another use it. */
export function keyList(email: string | undefined, options: JsonOption): Promise<number> {
  return withAccounts(processSettings(), async ({ keys }) => {
    const found = await keys.list(email ?? null);
    if (options.json === true) {
      printJson({ keys: found });
      return 0;
    }
    if (found.length === 0) print('There are no keys.');
    const now = new Date();
    for (const key of found) {
      const used = key.lastUsedAt === null ? 'never used' : `used ${key.lastUsedAt}`;
      const facts = [key.prefix, key.email, key.scope, stateOf(key, now), used, key.name];
      print(facts.join('  '));
    }
    return 0;
  });
}

/** `highwater key revoke PREFIX`: ends a key at once, for every process. */
export function keyRevoke(prefix: string, options: JsonOption): Promise<number> {
  return withAccounts(processSettings(), async ({ accounts }) => {
    const revokedAt = await accounts.revokeKey(prefix);
    if (options.json === true) printJson({ prefix, revokedAt });
    else print(`${prefix} is revoked since ${revokedAt}.`);
    return 0;
  });
}
