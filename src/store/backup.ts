import { backupEmbedded, restoreEmbedded } from './backup/embedded.js';
import { openArchive, type BackupManifest } from './backup/archive.js';
import { refuseNewer, refuseOtherKind } from './backup/description.js';
import { writeWholeOrNot } from './backup/draft.js';
import { backupServer, restoreServer } from './backup/server.js';
import type { Database } from './database.js';

/** Which database is backed up or restored. */
export interface BackupPlace {
  /** PostgreSQL's URL, or null for the embedded database. */
  readonly url: string | null;
  /** Where the embedded database lives. */
  readonly home: string;
  /** The folder of pg_dump and pg_restore, or null to find them. */
  readonly programs: string | null;
}

export type { BackupManifest };

/**
 * Writes the whole database into one new file, reads it back, and compares. There is either the
 * whole file, on the disk and verified, or none.
 *
 * @param database open at `place`; other processes may go on writing to a server meanwhile
 * @param signal stops it and leaves no file, rejecting with its reason
 * @throws HighwaterError BACKUP_EXISTS, FOLDER_NOT_FOUND, BACKUP_UNVERIFIED,
 *   POSTGRES_PROGRAMS_MISSING, POSTGRES_PROGRAM_FAILED
 */
export function backup(
  database: Database,
  place: BackupPlace,
  file: string,
  signal?: AbortSignal,
): Promise<BackupManifest> {
  const { url, programs } = place;
  return writeWholeOrNot(file, (draft) =>
    url === null
      ? backupEmbedded(database, draft, signal)
      : backupServer(database, { url, programs }, draft, signal),
  );
}

/**
 * Reads a backup into the empty database at `place`, which nothing may have open, and compares
 * every table with what was backed up. Migrations that came later are left to `migrate`.
 *
 * @throws HighwaterError BACKUP_NOT_FOUND, BACKUP_UNREADABLE, BACKUP_NEWER, BACKUP_OTHER_KIND,
 *   BACKUP_OTHER_MAJOR, DATABASE_NOT_EMPTY, DATABASE_LOCKED, DATABASE_UNAVAILABLE,
 *   RESTORE_UNVERIFIED, POSTGRES_PROGRAMS_MISSING, POSTGRES_PROGRAM_FAILED
 */
export async function restore(place: BackupPlace, file: string): Promise<BackupManifest> {
  const archive = await openArchive(file);
  refuseOtherKind(archive, place.url === null ? 'embedded' : 'server');
  refuseNewer(archive);
  if (place.url === null) await restoreEmbedded(place.home, archive);
  else await restoreServer({ url: place.url, programs: place.programs }, archive);
  return archive.manifest;
}
