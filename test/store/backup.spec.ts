import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { backup, restore, type BackupManifest, type BackupPlace } from '../../src/store/backup.js';
import { openArchive } from '../../src/store/backup/archive.js';
import { refuseNonEmpty } from '../../src/store/backup/description.js';
import { databaseContents } from '../../src/store/backup/tableContents.js';
import { Database } from '../../src/store/database.js';
import { migrate, migrationState, rollback } from '../../src/store/migrate.js';
import { reportingAccess } from '../../src/store/reporting/role.js';
import { BackupPlaces } from './backupPlaces.js';
import { insertOneOfEach } from './oneOfEach.js';

let places: BackupPlaces;
let folder: string;
let file: string;
let manifest: BackupManifest;
let source: Database;
let sourcePlace: BackupPlace;
beforeAll(async () => {
  places = new BackupPlaces();
  folder = mkdtempSync(join(tmpdir(), 'highwater-backup-'));
  file = join(folder, 'night.backup');
  sourcePlace = await places.make();
  source = await places.open(sourcePlace, 'migrated');
  await migrate(source);
  await insertOneOfEach(source.session);
  manifest = await backup(source, sourcePlace, file);
});
afterAll(async () => {
  await places.drop();
  rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
/** A file of its own with some bytes changed. */
function damaged(change: (copy: string, size: number) => void): string {
  copies += 1;
  const copy = join(folder, `copy-${copies}`);
  copyFileSync(file, copy);
  change(copy, statSync(copy).size);
  return copy;
}

function flip(path: string, offset: number): void {
  const byte = readFileSync(path)[offset]!;
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.from([byte ^ 0x40]), 0, 1, offset);
  closeSync(handle);
}

// An embedded database takes seconds to be made, and several are.
jest.setTimeout(120_000);

describe('a backup', () => {
  it('says what it is of: kind, version, migrations, and every table with its hash', async () => {
    const contents = await source.transaction(databaseContents);
    expect(manifest.kind).toBe(source.kind);
    expect(manifest.postgresMajor).toBeGreaterThanOrEqual(15);
    expect(manifest.writtenBy).toContain(`PostgreSQL ${manifest.postgresMajor}`);
    const applied = (await migrationState(source)).map(({ name }) => name);
    expect(manifest.migrations).toEqual(applied);
    expect(manifest.tables).toEqual(contents);
    expect(Object.keys(contents).length).toBeGreaterThan(27);
    expect(Math.min(...Object.values(contents).map(({ rows }) => rows))).toBeGreaterThan(0);
    expect((await openArchive(file)).manifest).toEqual(manifest);
  });

  it('is readable by its owner alone, and leaves nothing beside it', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('restores into an empty database every table as it was', async () => {
    const place = await places.make();
    expect(await restore(place, file)).toEqual(manifest);
    const restored = await places.open(place);
    expect(await restored.transaction(databaseContents)).toEqual(manifest.tables);
    expect(await migrate(restored)).toEqual([]);
    const sql = await restored.orm.schema.getUpdateSchemaSQL();
    expect(sql.replace(/set names '.*';/g, '').trim()).toBe('');
    expect(await restored.session.query('select * from reporting.daily_prices')).toHaveLength(2);
    expect(await reportingAccess(restored.session)).toMatchObject({ isGranted: true });
    await expect(restored.session.execute('delete from price_revisions')).rejects.toThrow(
      'append-only',
    );
  });

  it('restores where everything was rolled back', async () => {
    const place = await places.make();
    const emptied = await places.open(place, 'migrated');
    await migrate(emptied);
    await rollback(emptied, 0);
    await places.close(emptied);
    await restore(place, file);
    const restored = await places.open(place);
    expect(await restored.transaction(databaseContents)).toEqual(manifest.tables);
  });

  it('of a server is of one moment, whatever is written meanwhile', async () => {
    if (source.kind !== 'server') return;
    const [from, to] = [await places.make(), await places.make()];
    await restore(from, file);
    const busy = await places.open(from);
    const name = (i: number): string => `W${String(i)}`;
    let [written, isDone] = [0, false];
    const writing = (async () => {
      for (; !isDone; written += 1) {
        await busy.session.execute(
          'insert into assets (id, symbol) values (gen_random_uuid(), $1)',
          [name(written)],
        );
      }
    })();
    const moment = await backup(busy, from, join(folder, 'busy.backup'));
    isDone = true;
    await writing;
    const rows = moment.tables['public.assets']!.rows;
    expect(rows).toBeLessThan(1 + written);
    await restore(to, join(folder, 'busy.backup'));
    const restored = await places.open(to);
    expect(await restored.session.query('select 1 from assets')).toHaveLength(rows);
  });

  it('of an older version is brought up to date after its restore', async () => {
    const [from, to] = [await places.make(), await places.make()];
    const old = await places.open(from);
    const [first = ''] = (await migrationState(old)).map(({ name }) => name);
    await old.orm.migrator.up({ to: first });
    await insertOneOfEach(old.session);
    const oldFile = join(folder, 'old.backup');
    expect((await backup(old, from, oldFile)).migrations).toEqual([first]);
    await restore(to, oldFile);
    const restored = await places.open(to);
    expect((await migrate(restored)).length).toBeGreaterThan(4);
    expect(await restored.session.query('select * from prices')).toHaveLength(2);
  });
});

describe('a restore is refused', () => {
  it('into a database that holds a table or a view, filled or not, and changes nothing', async () => {
    const place = await places.make();
    const used = await places.open(place);
    const holding = [
      ['create table mine (a int)', 'drop table mine'],
      ['create view mine as select 1 as a', 'drop view mine'],
      ['create schema own', 'create table own.mine (a int)'],
    ] as const;
    for (const [make, end] of holding) {
      await used.session.execute(make);
      if (make.includes('schema')) await used.session.execute(end);
      await expect(refuseNonEmpty(used.session)).rejects.toMatchObject({
        code: 'DATABASE_NOT_EMPTY',
        kind: 'conflict',
        message: expect.stringContaining('mine'),
      });
      if (!make.includes('schema')) await used.session.execute(end);
    }
    await places.close(used);
    await expect(restore(place, file)).rejects.toMatchObject({ code: 'DATABASE_NOT_EMPTY' });
    const again = await places.open(place);
    expect(Object.keys(await again.transaction(databaseContents))).toEqual(['own.mine']);
  });

  it('into the one that it was made of, open or closed', async () => {
    const code = source.kind === 'embedded' ? 'DATABASE_LOCKED' : 'DATABASE_NOT_EMPTY';
    await expect(restore(sourcePlace, file)).rejects.toMatchObject({ code });
    await places.close(source);
    await expect(restore(sourcePlace, file)).rejects.toMatchObject({ code: 'DATABASE_NOT_EMPTY' });
    source = await places.open(sourcePlace);
    expect(await source.transaction(databaseContents)).toEqual(manifest.tables);
  });

  it.each<[string, (path: string, size: number) => void, RegExp]>([
    ['its last byte', (path, size) => truncateSync(path, size - 1), /its end is gone/],
    [
      'its second half',
      (path, size) => truncateSync(path, Math.floor(size / 2)),
      /its end is gone/,
    ],
    ['all but its beginning', (path) => truncateSync(path, 19), /its end is gone/],
    ['everything', (path) => truncateSync(path, 0), /no backup/],
    ['a bit of its beginning', (path) => flip(path, 3), /no backup/],
    ['a bit of its data', (path, size) => flip(path, Math.floor(size / 3)), /data is damaged/],
    ['a bit of its manifest', (path, size) => flip(path, size - 200), /manifest is damaged/],
    ['a bit of its footer', (path, size) => flip(path, size - 50), /damaged/],
  ])('of a file that has lost %s', async (_what, change, why) => {
    const place = await places.make();
    const broken = damaged(change);
    await expect(restore(place, broken)).rejects.toMatchObject({
      code: 'BACKUP_UNREADABLE',
      kind: 'data',
      message: expect.stringMatching(why),
    });
    expect(await places.isUntouched(place)).toBe(true);
  });

  it('of another file, of a folder, and of none', async () => {
    const place = await places.make();
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'buy low, sell high\n'.repeat(100));
    for (const path of [other, folder]) {
      await expect(restore(place, path)).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
    }
    await expect(restore(place, join(folder, 'gone'))).rejects.toMatchObject({
      code: 'BACKUP_NOT_FOUND',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('of what was made of the other kind of database, or by a newer Highwater', async () => {
    const place = await places.make();
    const other = places.forge(file, join(folder, 'other'), {
      kind: source.kind === 'server' ? 'embedded' : 'server',
    });
    await expect(restore(place, other)).rejects.toMatchObject({ code: 'BACKUP_OTHER_KIND' });
    const newer = places.forge(file, join(folder, 'newer'), {
      migrations: [...manifest.migrations, '29990101000000_flying_cars'],
    });
    await expect(restore(place, newer)).rejects.toMatchObject({ code: 'BACKUP_NEWER' });
    const later = places.forge(file, join(folder, 'later'), { postgresMajor: 99 });
    await expect(restore(place, later)).rejects.toMatchObject({ code: 'BACKUP_OTHER_MAJOR' });
  });

  it('and said to be one when what comes out is not what went in', async () => {
    const place = await places.make();
    const tables = { ...manifest.tables, 'public.prices': { rows: 3, hash: 'f'.repeat(64) } };
    const wrong = places.forge(file, join(folder, 'wrong'), { tables });
    await expect(restore(place, wrong)).rejects.toMatchObject({
      code: 'RESTORE_UNVERIFIED',
      message: expect.stringContaining('differs in public.prices'),
    });
  });
});

describe('a backup is refused', () => {
  it('over a file that exists, which stays', async () => {
    const before = readFileSync(file);
    await expect(backup(source, sourcePlace, file)).rejects.toMatchObject({
      code: 'BACKUP_EXISTS',
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('into a folder that does not exist', async () => {
    const missing = join(folder, 'no', 'such', 'folder', 'file');
    await expect(backup(source, sourcePlace, missing)).rejects.toMatchObject({
      code: 'FOLDER_NOT_FOUND',
    });
  });

  it('and leaves no file when it is interrupted', async () => {
    const target = join(folder, 'interrupted');
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(backup(source, sourcePlace, target, stop)).rejects.toThrow('Ctrl-C');
    expect(readdirSync(folder).filter((name) => name.startsWith('interrupted'))).toEqual([]);
  });

  it('and clears away what a killed one left, but not what a live one writes', async () => {
    const target = join(folder, 'second');
    const [left, live] = [`${target}.draft-999999999`, `${target}.draft-${process.ppid}`];
    for (const draft of [left, live]) writeFileSync(draft, 'half');
    await backup(source, sourcePlace, target);
    expect([existsSync(left), existsSync(live), existsSync(target)]).toEqual([false, true, true]);
  });
});
