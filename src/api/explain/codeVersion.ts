import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { assert } from '../../domain/errors.js';

/** The version of this program, as its package says. */
export const CODE_VERSION: string = readVersion();

function readVersion(): string {
  const file = findPackageJSON(import.meta.url);
  assert(file !== undefined, 'the program is in its package');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
