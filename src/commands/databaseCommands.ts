import type { Command } from 'commander';
import type { RollbackOptions } from './db.js';
import { about, JSON_FLAG, type JsonOption, type Run } from './registration.js';

const tables = () => import('./db.js');
const reporting = () => import('./reporting.js');
const backups = () => import('./backup.js');

/** `highwater db …`. */
export function registerDatabaseCommands(root: Command, run: Run): void {
  const db = root.command('db').description('the tables');
  db.command('migrate')
    .description('apply pending migrations')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await tables()).dbMigrate(it)));
  db.command('rollback')
    .description('take the newest migration back')
    .option(...JSON_FLAG)
    .option('--all', 'take every migration back: an empty database remains')
    .option('--yes', 'confirms --all')
    .action(run(async (it: RollbackOptions) => (await tables()).dbRollback(it)));
  db.command('status')
    .description('list migrations and when they were applied')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await tables()).dbStatus(it)));
  db.command('reporting')
    .description('grant the read-only role of the reporting views, or say what is missing')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await reporting()).dbReporting(it)));
  db.command('backup <file>')
    .description('write the whole database into one new file, read it back and compare')
    .option(...JSON_FLAG)
    .action(
      about(run, async (file: string, it: JsonOption) => (await backups()).dbBackup(file, it)),
    );
  db.command('restore <file>')
    .description('read a backup into an empty database and compare')
    .option(...JSON_FLAG)
    .action(
      about(run, async (file: string, it: JsonOption) => (await backups()).dbRestore(file, it)),
    );
}
