import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { openUnmigrated } from '../operations.js';
import { processSettings, type Settings } from '../settings.js';
import { backup, restore, type BackupManifest, type BackupPlace } from '../store/backup.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

const EXIT_INTERRUPTED = 130;

function placeOf(settings: Settings): BackupPlace {
  const { databaseUrl: url, highwaterHome: home, highwaterPgBin: programs } = settings;
  return { url, home, programs };
}

/** `highwater db backup FILE`: backs up the database as it is, older migrations and all. @returns the exit code */
export async function dbBackup(file: string, options: JsonOption): Promise<number> {
  const settings = processSettings();
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('Interrupted.'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const database = await openUnmigrated(settings);
  try {
    const manifest = await backup(database, placeOf(settings), file, interrupted.signal);
    report('Backed up', 'to', file, manifest, options);
    return 0;
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    print('Interrupted; no file was left.');
    return EXIT_INTERRUPTED;
  } finally {
    await database.close();
  }
}

/** `highwater db restore FILE`: restores into the database that the settings name, which must be empty. @returns the exit code */
export async function dbRestore(file: string, options: JsonOption): Promise<number> {
  const manifest = await restore(placeOf(processSettings()), file);
  report('Restored', 'from', file, manifest, options);
  return 0;
}

function report(
  did: string,
  preposition: string,
  file: string,
  manifest: BackupManifest,
  { json }: JsonOption,
): void {
  const path = resolve(file);
  const { size: bytes } = statSync(path);
  if (json === true) {
    printJson({ file: path, bytes, ...manifest });
    return;
  }
  const contents = Object.values(manifest.tables);
  const rows = contents.reduce((sum, table) => sum + table.rows, 0);
  const megabytes = (bytes / 1e6).toFixed(1);
  print(
    `${did} ${contents.length} tables of ${rows} rows ${preposition} ${path} (${megabytes} MB, ` +
      `${manifest.kind}, made ${manifest.madeAt}); every table was compared.`,
  );
}
