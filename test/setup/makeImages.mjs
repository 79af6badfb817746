// Makes the images that embedded test databases begin from, into the folder that is the argument.
// A process of its own: PGlite's timers and memory end with it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

const build = new URL('../../dist/src/store/', import.meta.url);
const { Database } = await import(new URL('database.js', build).href);
const { migrate } = await import(new URL('migrate.js', build).href);

/** A cluster is as small as it can be, and leaves no old write-ahead log behind. */
const SETTINGS = [
  'shared_buffers=16MB',
  'min_wal_size=2MB',
  'wal_recycle=off',
  'wal_init_zero=off',
];

async function writeImage(native, file) {
  await native.exec('checkpoint');
  const image = await native.dumpDataDir('none');
  writeFileSync(file, Buffer.from(await image.arrayBuffer()));
}

/** A cluster as initdb makes it, but small: what is copied for each spec counts. */
async function makeEmptyImage(file) {
  const cluster = await PGlite.create({
    dataDir: 'memory://',
    initDbStartParams: ['--wal-segsize=1', ...SETTINGS.flatMap((one) => ['--set', one])],
  });
  await cluster.exec(`update pg_database set datistemplate = false where datname like 'template_'`);
  for (const name of ['template0', 'template1']) await cluster.exec(`drop database ${name}`);
  await writeImage(cluster, file);
  await cluster.close();
}

async function makeImages(folder) {
  const [empty, migrated] = [join(folder, 'empty.tar'), join(folder, 'migrated.tar')];
  await makeEmptyImage(empty);
  const inMemory = { url: null, home: 'memory://', poolMax: 1 };
  const database = await Database.open({ ...inMemory, imageFile: empty });
  await migrate(database);
  await writeImage(await database.orm.em.getConnection().getNativeClient(), migrated);
  await database.close();
  const home = join(folder, 'home');
  mkdirSync(home);
  const kept = await Database.open({ ...inMemory, home, imageFile: migrated });
  await kept.close();
}

await makeImages(process.argv[2]);
process.exit(0);
