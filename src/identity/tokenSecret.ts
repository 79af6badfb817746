import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HighwaterError } from '../domain/errors.js';

const SECRET_BYTES = 32;
const FILE_NAME = 'token-secret';
const OTHERS_MAY_READ = 0o077;

export interface TokenSecretSource {
  /** The setting TOKEN_SECRET, or null. */
  readonly tokenSecret: string | null;
  /** The setting DATABASE_URL, or null for the embedded database. */
  readonly databaseUrl: string | null;
  readonly highwaterHome: string;
}

/**
 * What tokens are signed with: the setting where there is one; beside the embedded database a
 * random one, made once and kept in a file that its owner alone can read. Many processes may serve
 * one PostgreSQL database and must agree: without the setting there is none (null) and no tokens.
 *
 * @throws HighwaterError TOKEN_SECRET_UNSAFE when others can read the file, or it was cut short
 */
export function tokenSecretOf(source: TokenSecretSource): Uint8Array | null {
  if (source.tokenSecret !== null) return bytesOf(source.tokenSecret);
  if (source.databaseUrl !== null) return null;
  return bytesOf(keptSecret(source.highwaterHome));
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function keptSecret(home: string): string {
  const path = join(home, FILE_NAME);
  mkdirSync(home, { recursive: true });
  const made = randomBytes(SECRET_BYTES).toString('base64url');
  try {
    writeFileSync(path, made, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'EEXIST') throw error;
  }
  if ((statSync(path).mode & OTHERS_MAY_READ) !== 0) {
    throw unsafe(`Others can read ${path}: run "chmod 600" on it, or delete it to end all tokens.`);
  }
  const kept = readFileSync(path, 'utf8').trim();
  if (kept.length < made.length) {
    throw unsafe(`${path} was cut short: delete it, and a new one is made.`);
  }
  return kept;
}

function unsafe(message: string): HighwaterError {
  return new HighwaterError('TOKEN_SECRET_UNSAFE', 'conflict', message);
}
