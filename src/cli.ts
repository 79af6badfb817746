import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerAccountCommands } from './commands/accountCommands.js';
import { registerBacktestCommands } from './commands/backtestCommands.js';
import { registerCapCommands } from './commands/capCommands.js';
import { registerDatabaseCommands } from './commands/databaseCommands.js';
import { registerIndexCommands } from './commands/indexCommands.js';
import { registerRateCommands } from './commands/rateCommands.js';
import { JSON_FLAG, type JsonOption } from './commands/registration.js';
import { optimiseLate } from './commands/lateOptimisation.js';
import { reportFailure } from './commands/terminal.js';
import type { VerifyOptions } from './commands/verify.js';

const EXIT_USAGE = 2;
/** Commands that go on until they are told to stop: what they do often is optimised as ever. */
const LASTING_COMMANDS: ReadonlySet<string> = new Set(['demo', 'serve', 'worker']);
/** Commands that may go through a whole market. */
const LONG_COMMANDS: ReadonlySet<string> = new Set(['refresh']);

/** A command that ends the process with the code it resolves to. */
function run<Options extends JsonOption>(command: (options: Options) => Promise<number> | number) {
  return async (options: Options): Promise<void> => {
    try {
      process.exitCode = await command(options);
    } catch (error) {
      process.exitCode = reportFailure(error, options.json === true);
    }
  };
}

/*
 * What a command needs is loaded when it is asked for: the ORM, the HTTP framework, providers and
 * analytics each take as long to load as a short command takes to run.
 */
const service = () => import('./commands/serve.js');
const refreshing = () => import('./commands/refresh.js');
const standing = () => import('./commands/status.js');
const verification = () => import('./commands/verify.js');
const seeding = () => import('./commands/seed.js');

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function program(): Command {
  const root = new Command('highwater')
    .description('ETF data pipeline and risk analytics: nightly prices, defended figures.')
    .version(version())
    .exitOverride()
    .showSuggestionAfterError()
    .hook('preAction', (_root, command) => {
      const name = command.name();
      if (!LASTING_COMMANDS.has(name)) optimiseLate(LONG_COMMANDS.has(name) ? 'long' : 'brief');
    });
  root
    .command('demo')
    .description('everything at once, on simulated prices: no database, key or network needed')
    .action(run(async () => (await service()).demo()));
  root
    .command('serve')
    .description('the service: HTTP and the nightly schedule')
    .action(run(async () => (await service()).serve()));
  root
    .command('refresh')
    .description('fetch, check, store, recompute and publish, once; resumes what a crash left')
    .option(...JSON_FLAG)
    .action(run(async (options: JsonOption) => (await refreshing()).refresh(options)));
  root
    .command('status')
    .description('what is stored, what is published, how the last refresh went')
    .option(...JSON_FLAG)
    .action(run(async (options: JsonOption) => (await standing()).status(options)));
  root
    .command('verify')
    .description('derive factors and packed series again from the rows, and compare')
    .option(...JSON_FLAG)
    .option('--hashes', 'also print a hash of what each table says')
    .action(run(async (options: VerifyOptions) => (await verification()).verify(options)));
  root
    .command('seed')
    .description('store system strategies, funds, model portfolios and a demo user; idempotent')
    .option(...JSON_FLAG)
    .action(run(async (options: JsonOption) => (await seeding()).seed(options)));
  registerDatabaseCommands(root, run);
  registerAccountCommands(root, run);
  registerRateCommands(root, run);
  registerIndexCommands(root, run);
  registerCapCommands(root, run);
  registerBacktestCommands(root, run);
  return root;
}

/** Commander has already printed why; `--help` and `--version` are no failures. */
async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    else process.exitCode = reportFailure(error, false);
  }
}

await main();
// The embedded database leaves a timer of its own behind, which would hold the process for a minute.
process.exit();
