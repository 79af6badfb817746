import type { Command } from 'commander';
import { keyIssue, keyList, keyRevoke } from './key.js';
import { userAdd, userList, userPasswd, userRemove, userVerify } from './user.js';
import { JSON_FLAG, type JsonOption, type Run } from './registration.js';

const PASSWORD_FLAG = [
  '--password-stdin',
  'read the password from standard input instead of asking for it',
] as const;

/** An action whose first argument is what the command is about. */
function about<Subject extends string | undefined, Options extends JsonOption>(
  run: Run,
  command: (subject: Subject, options: Options) => Promise<number>,
) {
  return (subject: Subject, options: Options): Promise<void> =>
    run<Options>((given) => command(subject, given))(options);
}

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
    .action(about(run, userAdd));
  user
    .command('verify <email>')
    .description('mark an address as its user’s own: password and keys are accepted from now on')
    .option(...JSON_FLAG)
    .action(about(run, userVerify));
  user
    .command('passwd <email>')
    .description('set a new password; tokens given for the old one end')
    .option(...PASSWORD_FLAG)
    .option(...JSON_FLAG)
    .action(about(run, userPasswd));
  user
    .command('remove <email>')
    .description('remove a user with keys, strategies, portfolios and backtests')
    .option('--yes', 'confirms it')
    .option(...JSON_FLAG)
    .action(about(run, userRemove));
  user
    .command('list')
    .description('list users')
    .option(...JSON_FLAG)
    .action(run(userList));
}

function registerKeyCommands(key: Command, run: Run): void {
  key
    .command('issue <email>')
    .description('make a key for a verified user and print it, this once')
    .requiredOption('--name <name>', 'what the key is for')
    .option('--scope <scope>', 'read or write; read unless given')
    .option('--expires <days>', 'when it ends, such as 90d; never unless given')
    .option(...JSON_FLAG)
    .action(about(run, keyIssue));
  key
    .command('list [email]')
    .description('list keys by prefix, newest first')
    .option(...JSON_FLAG)
    .action(about(run, keyList));
  key
    .command('revoke <prefix>')
    .description('end a key at once')
    .option(...JSON_FLAG)
    .action(about(run, keyRevoke));
}
