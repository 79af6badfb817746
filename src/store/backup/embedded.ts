import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { HighwaterError, assert } from '../../domain/errors.js';
import type { Database } from '../database.js';
import { lockDirectory } from '../directoryLock.js';
import type { DatabaseDriver } from '../drivers/driver.js';
import { embeddedDirectory, openEmbedded } from '../drivers/embedded.js';
import {
  checkPayload,
  openArchive,
  payloadOf,
  writeArchive,
  type BackupArchive,
  type BackupManifest,
} from './archive.js';
import { describeDatabase, refuseNonEmpty, refuseOtherMajor, unlike } from './description.js';
import { databaseContents, differingTables } from './tableContents.js';

/** PGlite opens only images of its own major version. */
export const EMBEDDED_POSTGRES_MAJOR = 18;
const IMAGE_TYPE = 'application/x-gzip';
const STAGING_SUFFIX = '.restoring';

/**
 * Writes PGlite's folder into `draft`, reads it back, opens what was read in memory, and compares
 * every table with the database.
 * @throws HighwaterError BACKUP_UNVERIFIED
 */
export async function backupEmbedded(
  database: Database,
  draft: string,
  signal?: AbortSignal,
): Promise<BackupManifest> {
  const native = (await database.orm.em.getConnection().getNativeClient()) as PGlite;
  const about = await database.transaction((session) => describeDatabase(session, 'embedded'));
  assert(about.postgresMajor === EMBEDDED_POSTGRES_MAJOR, 'PGlite is of the named major version');
  signal?.throwIfAborted();
  await native.query('checkpoint');
  const image = await native.runExclusive(() => native.dumpDataDir('gzip'));
  await writeArchive(draft, image.stream(), about, signal);
  const archive = await openArchive(draft);
  const copy = await openEmbedded({ directory: 'memory://', image: await imageOf(archive) });
  await compareAndClose(copy, archive, 'BACKUP_UNVERIFIED');
  return archive.manifest;
}

/**
 * Puts a backup into the place of the embedded database in `home`, which must hold nothing. It is
 * opened and compared beside that place first: an interrupted restore leaves what was there.
 *
 * @throws HighwaterError DATABASE_LOCKED, DATABASE_NOT_EMPTY, BACKUP_OTHER_MAJOR,
 *   BACKUP_UNREADABLE, RESTORE_UNVERIFIED
 */
export async function restoreEmbedded(home: string, archive: BackupArchive): Promise<void> {
  refuseOtherMajor(archive, EMBEDDED_POSTGRES_MAJOR);
  await checkPayload(archive);
  const lock = lockDirectory(home);
  const directory = embeddedDirectory(home);
  const staging = `${directory}${STAGING_SUFFIX}`;
  try {
    await refuseUsed(directory);
    rmSync(staging, { recursive: true, force: true });
    const copy = await openEmbedded({ directory: staging, image: await imageOf(archive) });
    await compareAndClose(copy, archive, 'RESTORE_UNVERIFIED');
    rmSync(directory, { recursive: true, force: true });
    renameSync(staging, directory);
  } finally {
    rmSync(staging, { recursive: true, force: true });
    lock.release();
  }
}

async function refuseUsed(directory: string): Promise<void> {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return;
  const present = await openEmbedded({ directory });
  try {
    await refuseNonEmpty(present.session);
  } finally {
    await present.close();
  }
}

async function imageOf(archive: BackupArchive): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of payloadOf(archive)) pieces.push(new Uint8Array(piece));
  return new Blob(pieces, { type: IMAGE_TYPE });
}

async function compareAndClose(
  copy: DatabaseDriver,
  archive: BackupArchive,
  code: 'BACKUP_UNVERIFIED' | 'RESTORE_UNVERIFIED',
): Promise<void> {
  try {
    const found = await copy.transaction(databaseContents);
    const differing = differingTables(found, archive.manifest.tables);
    if (differing.length > 0) throw unlike(code, differing);
  } catch (error) {
    if (error instanceof HighwaterError) throw error;
    throw unlike(code, [], error);
  } finally {
    await copy.close();
  }
}
