import type { SubscriptionTier } from '../domain/account.js';
import { HighwaterError } from '../domain/errors.js';
import { processSettings } from '../settings.js';
import { withAccounts } from './accounts.js';
import { askNewPassword } from './passwordPrompt.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

export interface PasswordOption extends JsonOption {
  readonly passwordStdin?: boolean;
}

export interface UserAddOptions extends PasswordOption {
  readonly username: string;
  readonly tier?: string;
}

export interface UserRemoveOptions extends JsonOption {
  readonly yes?: boolean;
}

/** Prints one document with `--json`, one sentence otherwise. */
function tell(options: JsonOption, document: unknown, sentence: string): number {
  if (options.json === true) printJson(document);
  else print(sentence);
  return 0;
}

/** `highwater user add EMAIL`: the address is verified by a command of its own. */
export async function userAdd(email: string, options: UserAddOptions): Promise<number> {
  const { username, tier } = options;
  const password = await askNewPassword(options.passwordStdin === true);
  return withAccounts(processSettings(), async ({ accounts }) => {
    // The store refuses what is no tier, and says which there are.
    const given = tier === undefined ? {} : { tier: tier as SubscriptionTier };
    const user = await accounts.add({ email, username, password, ...given });
    const next = `run "highwater user verify ${user.email}" once the address is known to be theirs`;
    return tell(
      options,
      { user },
      `Added ${user.email} (${user.username}, ${user.tier}): ${next}.`,
    );
  });
}

/** `highwater user verify EMAIL`: from now on its password and keys are accepted. */
export function userVerify(email: string, options: JsonOption): Promise<number> {
  return withAccounts(processSettings(), async ({ accounts }) => {
    const user = await accounts.verify(email);
    const since = user.emailVerifiedAt ?? '';
    return tell(options, { user }, `${user.email} is verified since ${since}.`);
  });
}

/** `highwater user passwd EMAIL`: sets a password; tokens given for the old one end. */
export async function userPasswd(email: string, options: PasswordOption): Promise<number> {
  const password = await askNewPassword(options.passwordStdin === true);
  return withAccounts(processSettings(), async ({ accounts }) => {
    const user = await accounts.setPassword(email, password);
    return tell(options, { user }, `${user.email} has a new password; older tokens have ended.`);
  });
}

/** `highwater user remove EMAIL --yes`: with keys, strategies, portfolios and backtests. */
export function userRemove(email: string, options: UserRemoveOptions): Promise<number> {
  if (options.yes !== true) {
    throw new HighwaterError(
      'CONFIRMATION_MISSING',
      'usage',
      'Removing a user deletes their keys, strategies, portfolios and backtests: add --yes if that is meant.',
    );
  }
  return withAccounts(processSettings(), async ({ accounts }) => {
    const removed = await accounts.remove(email);
    const { apiKeys, strategies, portfolios, backtests } = removed;
    const along =
      `keys ${apiKeys}, strategies ${strategies}, portfolios ${portfolios}, ` +
      `backtests ${backtests}`;
    return tell(options, { removed }, `Removed ${email}, and along with it: ${along}.`);
  });
}

/** `highwater user list`: who there is. */
export function userList(options: JsonOption): Promise<number> {
  return withAccounts(processSettings(), async ({ users }) => {
    const found = await users.list();
    if (options.json === true) printJson({ users: found });
    else if (found.length === 0) print('There are no users.');
    for (const { email, username, tier, emailVerifiedAt } of options.json === true ? [] : found) {
      const state = emailVerifiedAt === null ? 'not verified' : `verified ${emailVerifiedAt}`;
      print(`${email}  ${username}  ${tier}  ${state}`);
    }
    return 0;
  });
}
