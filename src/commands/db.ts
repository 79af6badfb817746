import { HighwaterError } from '../domain/errors.js';
import { openUnmigrated } from '../operations.js';
import { processSettings } from '../settings.js';
import type { Database } from '../store/database.js';
import { migrate, migrationState, rollback } from '../store/migrate.js';
import { reportingAccess } from '../store/reporting/role.js';
import { describeAccess } from './reporting.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

export interface RollbackOptions extends JsonOption {
  readonly all?: boolean;
  readonly yes?: boolean;
}

async function onDatabase(work: (database: Database) => Promise<void>): Promise<number> {
  const database = await openUnmigrated(processSettings());
  try {
    await work(database);
    return 0;
  } finally {
    await database.close();
  }
}

/** `highwater db migrate`: applies what is pending. */
export function dbMigrate(options: JsonOption): Promise<number> {
  return onDatabase(async (database) => {
    const applied = await migrate(database);
    if (options.json === true) {
      printJson({ applied });
      return;
    }
    print(applied.length === 0 ? 'Nothing to migrate.' : `Applied ${applied.join(', ')}.`);
    const access = await reportingAccess(database.session);
    if (access?.isGranted === false) describeAccess(access).forEach(print);
  });
}

/** `highwater db rollback`: takes the newest migration back, or all with `--all`. */
export function dbRollback(options: RollbackOptions): Promise<number> {
  if (options.all === true && options.yes !== true) {
    throw new HighwaterError(
      'CONFIRMATION_MISSING',
      'usage',
      'Rolling back everything drops every table with all that it holds: add --yes if that is meant.',
    );
  }
  return onDatabase(async (database) => {
    const reverted = await rollback(database, options.all === true ? 0 : undefined);
    if (options.json === true) printJson({ reverted });
    else
      print(reverted.length === 0 ? 'Nothing to roll back.' : `Reverted ${reverted.join(', ')}.`);
  });
}

/** `highwater db status`: every migration and when it was applied. */
export function dbStatus(options: JsonOption): Promise<number> {
  return onDatabase(async (database) => {
    const migrations = await migrationState(database);
    if (options.json === true) printJson({ migrations });
    else {
      for (const { name, appliedAt } of migrations) {
        print(`${appliedAt === null ? 'pending'.padEnd(24) : appliedAt.toISOString()}  ${name}`);
      }
    }
  });
}
