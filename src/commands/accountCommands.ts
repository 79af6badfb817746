import type { Command } from 'commander';
import type { KeyIssueOptions } from './key.js';
import type { PasswordOption, UserAddOptions, UserRemoveOptions } from './user.js';
import { about, JSON_FLAG, type JsonOption, type Run } from './registration.js';

const PASSWORD_FLAG = [
  '--password-stdin',
  'read the password from standard input instead of asking for it',
] as const;

const users = () => import('./user.js');
const keys = () => import('./key.js');

/** `highwater user …` and `highwater key …`. */
export function registerAccountCommands(root: Command, run: Run): void {
  registerUserCommands(root.command('user').description('who may sign in'), run);
  registerKeyCommands(root.command('key').description('bearer keys of users'), run);
}

function registerUserCommands(user: Command, run: Run): void {
  user
    .command('add <email>')
    .description('add a user; asks for the password without showing it')
    .requiredOption('--username <name>', 'what the user is called')
    .option('--tier <tier>', 'free, pro or enterprise; free unless given')
    .option(...PASSWORD_FLAG)
    .option(...JSON_FLAG)
    .action(
      about(run, async (email: string, it: UserAddOptions) => (await users()).userAdd(email, it)),
    );
  user
    .command('verify <email>')
    .description('mark an address as its user’s own: password and keys are accepted from now on')
    .option(...JSON_FLAG)
    .action(
      about(run, async (email: string, it: JsonOption) => (await users()).userVerify(email, it)),
    );
  user
    .command('passwd <email>')
    .description('set a new password; tokens given for the old one end')
    .option(...PASSWORD_FLAG)
    .option(...JSON_FLAG)
    .action(
      about(run, async (email: string, it: PasswordOption) =>
        (await users()).userPasswd(email, it),
      ),
    );
  user
    .command('remove <email>')
    .description('remove a user with keys, strategies, portfolios and backtests')
    .option('--yes', 'confirms it')
    .option(...JSON_FLAG)
    .action(
      about(run, async (email: string, it: UserRemoveOptions) =>
        (await users()).userRemove(email, it),
      ),
    );
  user
    .command('list')
    .description('list users')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await users()).userList(it)));
}

function registerKeyCommands(key: Command, run: Run): void {
  key
    .command('issue <email>')
    .description('make a key for a verified user and print it, this once')
    .requiredOption('--name <name>', 'what the key is for')
    .option('--scope <scope>', 'read or write; read unless given')
    .option('--expires <days>', 'when it ends, such as 90d; never unless given')
    .option(...JSON_FLAG)
    .action(
      about(run, async (email: string, it: KeyIssueOptions) => (await keys()).keyIssue(email, it)),
    );
  key
    .command('list [email]')
    .description('list keys by prefix, newest first')
    .option(...JSON_FLAG)
    .action(
      about(run, async (email: string | undefined, it: JsonOption) =>
        (await keys()).keyList(email, it),
      ),
    );
  key
    .command('revoke <prefix>')
    .description('end a key at once')
    .option(...JSON_FLAG)
    .action(
      about(run, async (prefix: string, it: JsonOption) => (await keys()).keyRevoke(prefix, it)),
    );
}
