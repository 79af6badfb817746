// Makes one migrated PGlite image per set of migrations; each spec file then opens a copy of it in
// a fraction of the time that a new database takes. Without a build the specs migrate by themselves.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const build = new URL('../../dist/', import.meta.url);
const migrations = new URL('../../migrations/', import.meta.url);

function migrationHash() {
  const hash = createHash('sha256');
  for (const name of readdirSync(migrations).sort()) {
    hash.update(readFileSync(new URL(name, migrations)));
  }
  return hash.digest('hex').slice(0, 16);
}

export default async function makeDatabaseImage() {
  const entry = new URL('src/store/database.js', build);
  if (process.env.TEST_DATABASE_URL !== undefined || !existsSync(entry)) return;
  const file = join(
    tmpdir(),
    `highwater-test-image-${process.getuid?.() ?? 0}-${migrationHash()}.tar`,
  );
  if (!existsSync(file)) {
    const { Database } = await import(entry.href);
    const { migrate } = await import(new URL('src/store/migrate.js', build).href);
    const database = await Database.open({ url: null, home: 'memory://', poolMax: 1 });
    await migrate(database);
    const native = await database.orm.em.getConnection().getNativeClient();
    const image = await native.dumpDataDir('none');
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, Buffer.from(await image.arrayBuffer()));
    renameSync(draft, file);
    await database.close();
  }
  process.env.TEST_DATABASE_IMAGE = file;
}
