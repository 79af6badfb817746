import { join } from 'node:path';
import { Database } from '../database.js';
import { grantReporting } from '../reporting/role.js';
import {
  checkPayload,
  openArchive,
  payloadOf,
  writeArchive,
  type BackupArchive,
  type BackupManifest,
} from './archive.js';
import {
  describeDatabase,
  postgresMajor,
  refuseNonEmpty,
  refuseOtherMajor,
  unlike,
} from './description.js';
import { connectionEnvironment, feed, findPrograms, outputOf } from './programs.js';
import { databaseContents, differingTables } from './tableContents.js';

/** Where the server is and what its programs are. */
export interface ServerAccess {
  readonly url: string;
  /** The folder of pg_dump and pg_restore, or null to find them. */
  readonly programs: string | null;
}

/** How long pg_dump waits for a table that a migration holds. */
const LOCK_WAIT_MS = 60_000;
/** Owners and privileges are of one server; the reporting role is granted again by a restore. */
const PORTABLE = ['--no-owner', '--no-privileges', '--no-tablespaces'];
const POOL_MAX = 3;

/**
 * Has pg_dump write the database into `draft`, as one transaction sees it that meanwhile hashes
 * every table, and reads it back to its end with pg_restore.
 *
 * @throws HighwaterError POSTGRES_PROGRAMS_MISSING, POSTGRES_PROGRAM_FAILED
 */
export async function backupServer(
  database: Database,
  { url, programs }: ServerAccess,
  draft: string,
  signal?: AbortSignal,
): Promise<BackupManifest> {
  const { directory } = findPrograms(await postgresMajor(database.session), programs);
  const environment = connectionEnvironment(url);
  await database.transaction(async (session) => {
    await session.execute('set transaction isolation level repeatable read, read only');
    // This transaction waits for pg_dump, which reads what it sees.
    await session.execute('set local idle_in_transaction_session_timeout = 0');
    await session.execute('set local statement_timeout = 0');
    const [exported] = await session.query<{ id: string }>('select pg_export_snapshot() as id');
    const about = await describeDatabase(session, 'server');
    const args = [
      '--format=custom',
      `--snapshot=${exported?.id ?? ''}`,
      `--lock-wait-timeout=${LOCK_WAIT_MS}`,
      '--no-publications',
      '--no-subscriptions',
      ...PORTABLE,
    ];
    const dump = outputOf({ program: join(directory, 'pg_dump'), args, environment });
    await writeArchive(draft, dump, about, signal);
  });
  const archive = await openArchive(draft);
  const list = { program: join(directory, 'pg_restore'), args: ['--file=/dev/null'], environment };
  await feed(list, payloadOf(archive));
  return archive.manifest;
}

/**
 * Has pg_restore write a backup into the empty database at `url`, all or nothing, and compares
 * every table with what was backed up.
 *
 * @throws HighwaterError DATABASE_NOT_EMPTY, BACKUP_OTHER_MAJOR, BACKUP_UNREADABLE,
 *   POSTGRES_PROGRAMS_MISSING, POSTGRES_PROGRAM_FAILED, RESTORE_UNVERIFIED
 */
export async function restoreServer(access: ServerAccess, archive: BackupArchive): Promise<void> {
  const database = await Database.open({ url: access.url, home: '', poolMax: POOL_MAX });
  try {
    await database.exclusively('migration', () => restoreInto(database, access, archive));
  } finally {
    await database.close();
  }
}

async function restoreInto(
  database: Database,
  access: ServerAccess,
  archive: BackupArchive,
): Promise<void> {
  const major = await postgresMajor(database.session);
  refuseOtherMajor(archive, major);
  await refuseNonEmpty(database.session);
  const { directory } = findPrograms(major, access.programs);
  await checkPayload(archive);
  // A log without an entry is left by a rollback of everything.
  await database.session.execute('drop table if exists migrations');
  await feed(
    {
      program: join(directory, 'pg_restore'),
      // The name of the database and all else comes from the environment.
      args: ['--dbname=application_name=highwater', '--single-transaction', ...PORTABLE],
      environment: connectionEnvironment(access.url),
    },
    payloadOf(archive),
  );
  const found = await database.transaction(async (session) => {
    await session.execute('set local statement_timeout = 0');
    return databaseContents(session);
  });
  const differing = differingTables(found, archive.manifest.tables);
  if (differing.length > 0) throw unlike('RESTORE_UNVERIFIED', differing);
  await database.session.execute('analyze');
  await grantReporting(database.session);
}
