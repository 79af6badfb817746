import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerAccountCommands } from './commands/accountCommands.js';
import { registerBacktestCommands } from './commands/backtestCommands.js';
import { registerBackupCommands } from './commands/backup.js';
import { registerCapCommands } from './commands/caps.js';
import { dbMigrate, dbRollback, dbStatus } from './commands/db.js';
import { registerIndexCommands } from './commands/indexCommands.js';
import { registerRateCommands } from './commands/rates.js';
import { JSON_FLAG, type JsonOption } from './commands/registration.js';
import { dbReporting } from './commands/reporting.js';
import { seed } from './commands/seed.js';
import { status } from './commands/status.js';
import { reportFailure } from './commands/terminal.js';
import { verify } from './commands/verify.js';

const EXIT_USAGE = 2;

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

/** The service brings the whole HTTP framework along: the other commands start without it. */
const service = () => import('./commands/serve.js');

/** Providers and analytics, likewise. */
const refreshing = () => import('./commands/refresh.js');

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function program(): Command {
  const root = new Command('highwater')
    .description('ETF data pipeline and risk analytics: nightly prices, defended figures.')
    .version(version())
    .exitOverride()
    .showSuggestionAfterError();
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
    .action(run(status));
  root
    .command('verify')
    .description('derive factors and packed series again from the rows, and compare')
    .option(...JSON_FLAG)
    .option('--hashes', 'also print a hash of what each table says')
    .action(run(verify));
  root
    .command('seed')
    .description('store system strategies, funds, model portfolios and a demo user; idempotent')
    .option(...JSON_FLAG)
    .action(run(seed));
  const db = root.command('db').description('the tables');
  db.command('migrate')
    .description('apply pending migrations')
    .option(...JSON_FLAG)
    .action(run(dbMigrate));
  db.command('rollback')
    .description('take the newest migration back')
    .option(...JSON_FLAG)
    .option('--all', 'take every migration back: an empty database remains')
    .option('--yes', 'confirms --all')
    .action(run(dbRollback));
  db.command('status')
    .description('list migrations and when they were applied')
    .option(...JSON_FLAG)
    .action(run(dbStatus));
  db.command('reporting')
    .description('grant the read-only role of the reporting views, or say what is missing')
    .option(...JSON_FLAG)
    .action(run(dbReporting));
  registerBackupCommands(db, run);
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
