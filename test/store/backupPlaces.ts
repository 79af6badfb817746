import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { BackupManifest, BackupPlace } from '../../src/store/backup.js';
import { databaseContents } from '../../src/store/backup/tableContents.js';
import { Database } from '../../src/store/database.js';
import { imageOf } from '../setup/databaseImages.js';

const FOOTER_BYTES = 4 + 32 + 'end of backup\n'.length;

/** Empty databases that files are restored into: folders, or databases on the test's server. */
export class BackupPlaces {
  private readonly server = process.env['TEST_DATABASE_URL'];
  private readonly homes: string[] = [];
  private readonly names: string[] = [];
  private readonly opened = new Set<Database>();

  async make(): Promise<BackupPlace> {
    if (this.server === undefined) {
      const home = mkdtempSync(join(tmpdir(), 'highwater-place-'));
      this.homes.push(home);
      return { url: null, home, programs: null };
    }
    const name = `highwater_place_${randomBytes(6).toString('hex')}`;
    await this.onServer(`create database ${name}`);
    this.names.push(name);
    const url = new URL(this.server);
    url.pathname = `/${name}`;
    return { url: url.href, home: '', programs: null };
  }

  /** @param image what a new embedded database begins as; one on a server is always empty */
  async open(place: BackupPlace, image: 'empty' | 'migrated' = 'empty'): Promise<Database> {
    const isNew = place.url === null && readdirSync(place.home).length === 0;
    const database = await Database.open({
      url: place.url,
      home: place.home,
      poolMax: 3,
      ...(isNew ? imageOf(image) : {}),
    });
    this.opened.add(database);
    return database;
  }

  /** Whether nothing has been made there. */
  async isUntouched(place: BackupPlace): Promise<boolean> {
    if (place.url === null) return readdirSync(place.home).length === 0;
    const database = await this.open(place);
    const contents = await database.transaction(databaseContents);
    await this.close(database);
    return Object.keys(contents).length === 0;
  }

  async close(database: Database): Promise<void> {
    this.opened.delete(database);
    await database.close();
  }

  /** A copy of a backup whose manifest says something else; all its checksums fit. */
  forge(file: string, target: string, changes: Partial<BackupManifest>): string {
    const bytes = readFileSync(file);
    const footer = bytes.subarray(bytes.length - FOOTER_BYTES);
    const end = bytes.length - FOOTER_BYTES - footer.readUInt32BE();
    const old = bytes.subarray(end, bytes.length - FOOTER_BYTES).toString();
    const text = Buffer.from(
      JSON.stringify({ ...(JSON.parse(old) as BackupManifest), ...changes }),
    );
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    const checksum = createHash('sha256').update(text).digest();
    const closing = footer.subarray(4 + 32);
    writeFileSync(target, Buffer.concat([bytes.subarray(0, end), text, length, checksum, closing]));
    return target;
  }

  async drop(): Promise<void> {
    for (const database of this.opened) await database.close();
    for (const name of this.names) await this.onServer(`drop database ${name} with (force)`);
    for (const home of this.homes) rmSync(home, { recursive: true, force: true });
  }

  private async onServer(statement: string): Promise<void> {
    const client = new Client({ connectionString: this.server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}
