import { MIGRATIONS } from '../../../migrations/index.js';
import { HighwaterError } from '../../domain/errors.js';
import type { SqlSession } from '../session.js';
import type { BackupArchive, BackupManifest } from './archive.js';
import { databaseContents } from './tableContents.js';

/** What a backup says of the database that it is made of, as one transaction sees it. */
export async function describeDatabase(
  session: SqlSession,
  kind: BackupManifest['kind'],
): Promise<Omit<BackupManifest, 'payload'>> {
  const [version] = await session.query<{ text: string }>('select version() as text');
  return {
    kind,
    madeAt: new Date().toISOString(),
    postgresMajor: await postgresMajor(session),
    writtenBy: (version?.text ?? '').slice(0, 100),
    migrations: await appliedMigrations(session),
    tables: await databaseContents(session),
  };
}

/** 15 of PostgreSQL 15.18. */
export async function postgresMajor(session: SqlSession): Promise<number> {
  const [row] = await session.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  return Math.floor(Number(row?.version ?? 0) / 10_000);
}

async function appliedMigrations(session: SqlSession): Promise<string[]> {
  const [log] = await session.query<{ exists: boolean }>(
    `select to_regclass('public.migrations') is not null as exists`,
  );
  if (log?.exists !== true) return [];
  const rows = await session.query<{ name: string }>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

/** Tables, views and the like; the log of migrations does not count while it has no entry. */
const FIRST_OWN_RELATION = `
select format('%I.%I', n.nspname, c.relname) as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
    and d.objid = c.oid and d.deptype = 'e')
  and not (n.nspname = 'public' and c.relname = 'migrations')
order by 1 limit 1`;

/** @throws HighwaterError DATABASE_NOT_EMPTY when there is a table or view, filled or not */
export async function refuseNonEmpty(session: SqlSession): Promise<void> {
  const [relation] = await session.query<{ name: string }>(FIRST_OWN_RELATION);
  const migrations = await appliedMigrations(session);
  if (relation === undefined && migrations.length === 0) return;
  throw new HighwaterError(
    'DATABASE_NOT_EMPTY',
    'conflict',
    `The database holds ${relation?.name ?? 'migrations'} already: a backup is restored into an ` +
      'empty one alone. Point DATABASE_URL or HIGHWATER_HOME to an empty database, or empty this ' +
      'one with "highwater db rollback --all --yes".',
  );
}

/** @throws HighwaterError BACKUP_NEWER when a newer Highwater made it */
export function refuseNewer(archive: BackupArchive): void {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = archive.manifest.migrations.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new HighwaterError(
    'BACKUP_NEWER',
    'conflict',
    `The backup holds the migration ${unknown}, which this version does not know: restore it ` +
      'with the newer Highwater that made it.',
  );
}

/** @throws HighwaterError BACKUP_OTHER_KIND when it was made of the other kind of database */
export function refuseOtherKind(archive: BackupArchive, kind: BackupManifest['kind']): void {
  const { kind: made } = archive.manifest;
  if (made === kind) return;
  throw new HighwaterError(
    'BACKUP_OTHER_KIND',
    'usage',
    made === 'server'
      ? 'The backup was made of a PostgreSQL database: set DATABASE_URL to an empty one.'
      : 'The backup was made of an embedded database: leave DATABASE_URL out and set ' +
          'HIGHWATER_HOME to an empty folder.',
  );
}

/** @throws HighwaterError BACKUP_OTHER_MAJOR when this database cannot read it */
export function refuseOtherMajor(archive: BackupArchive, major: number): void {
  const { kind, postgresMajor: made } = archive.manifest;
  if (kind === 'server' ? made <= major : made === major) return;
  throw new HighwaterError(
    'BACKUP_OTHER_MAJOR',
    'conflict',
    `The backup was made of PostgreSQL ${made} and this database is of version ${major}: restore ` +
      `it into version ${made}${kind === 'server' ? ' or newer' : ''}.`,
  );
}

/** A copy that is not one. */
export function unlike(
  code: 'BACKUP_UNVERIFIED' | 'RESTORE_UNVERIFIED',
  tables: readonly string[],
  cause?: unknown,
): HighwaterError {
  const what = tables.length === 0 ? 'cannot be opened' : `differs in ${tables.join(', ')}`;
  const subject = code === 'BACKUP_UNVERIFIED' ? 'The backup, read back,' : 'What was restored';
  const advice =
    code === 'BACKUP_UNVERIFIED'
      ? 'it was thrown away. Try again, and check the disk if it stays so.'
      : 'do not use it. Try again into an empty database, or take another backup.';
  return new HighwaterError(code, 'data', `${subject} ${what}: ${advice}`, { tables }, { cause });
}
