import { existsSync, readdirSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HighwaterError } from '../../domain/errors.js';

/**
 * Has `write` make a file beside `path` and gives it that name once it is whole: whatever happens,
 * there is either the whole file or none. What a killed process left beside it is removed.
 *
 * @throws HighwaterError BACKUP_EXISTS when there is something of that name, FOLDER_NOT_FOUND
 */
export async function writeWholeOrNot<T>(
  path: string,
  write: (draft: string) => Promise<T>,
): Promise<T> {
  const target = resolve(path);
  const folder = dirname(target);
  if (!existsSync(folder)) {
    throw new HighwaterError('FOLDER_NOT_FOUND', 'usage', `There is no folder ${folder}: make it.`);
  }
  refuseExisting(target);
  removeLeftDrafts(target);
  const draft = `${target}.draft-${process.pid}`;
  try {
    const result = await write(draft);
    refuseExisting(target);
    await rename(draft, target);
    await syncFolder(folder);
    return result;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function refuseExisting(target: string): void {
  if (!existsSync(target)) return;
  throw new HighwaterError(
    'BACKUP_EXISTS',
    'conflict',
    `${target} exists already: name another file, or delete it first.`,
  );
}

function removeLeftDrafts(target: string): void {
  const beginning = `${basename(target)}.draft-`;
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(beginning)) continue;
    if (!isAlive(Number(name.slice(beginning.length)))) {
      rmSync(join(dirname(target), name), { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

/** A rename lasts once the folder is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
