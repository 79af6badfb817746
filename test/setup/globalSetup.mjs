// Makes what the embedded databases of specs begin from, once per set of migrations: copying is a
// fraction of what a new cluster and its migrations take. Without a build each spec makes its own.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAKING_TIMEOUT_MS = 120_000;

const project = new URL('../../', import.meta.url);
const maker = new URL('makeImages.mjs', import.meta.url);

/** Of everything that the images come from: the migrations as built, PGlite and the recipe. */
function hashOfSources() {
  const migrations = new URL('dist/migrations/', project);
  const sources = readdirSync(migrations)
    .sort()
    .map((name) => new URL(name, migrations));
  sources.push(new URL(import.meta.resolve('@electric-sql/pglite')), maker);
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}

export default function makeDatabaseImages() {
  const isBuilt = existsSync(new URL('dist/src/store/migrate.js', project));
  if (process.env.TEST_DATABASE_URL !== undefined || !isBuilt) return;
  const name = `highwater-test-images-${process.getuid?.() ?? 0}-${hashOfSources()}`;
  const folder = join(tmpdir(), name);
  if (!existsSync(folder)) {
    const draft = mkdtempSync(`${folder}-draft-`);
    try {
      execFileSync(process.execPath, [fileURLToPath(maker), draft], {
        stdio: 'inherit',
        timeout: MAKING_TIMEOUT_MS,
      });
      renameSync(draft, folder);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // Another run may have made the same meanwhile.
      if (!existsSync(folder)) throw error;
    }
  }
  process.env.TEST_DATABASE_IMAGES = folder;
}
