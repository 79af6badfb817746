import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** Made before the first spec by globalSetup.mjs; not there without a build or on a server. */
const folder = process.env['TEST_DATABASE_IMAGES'];

/** The part of the database's options that lets an embedded one begin as a copy. */
export function imageOf(kind: 'empty' | 'migrated'): { readonly imageFile?: string } {
  return folder === undefined ? {} : { imageFile: join(folder, `${kind}.tar`) };
}

/**
 * Puts a migrated, empty database into an empty HIGHWATER_HOME; without an image the first command
 * makes it.
 */
export function furnishHome(home: string): void {
  if (folder !== undefined) {
    cpSync(join(folder, 'home', 'database'), join(home, 'database'), { recursive: true });
  }
}
