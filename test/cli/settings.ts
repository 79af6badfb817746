import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, jest } from '@jest/globals';
import { highwater, isBuilt, type Ended, type Environment } from '../campaign/highwaterProcess.js';
import { CsvFolder, path } from '../ingestion/csvFolder.js';
import { furnishHome } from '../setup/databaseImages.js';

/** A test of several processes may take this long where other work shares the machine. */
const TEST_TIMEOUT_MS = 180_000;

/** A `describe` that is skipped, and says why, where nothing has been compiled. */
export function describeCommands(name: string, fn: () => void): void {
  if (isBuilt) {
    jest.setTimeout(TEST_TIMEOUT_MS);
    describe(name, fn);
    return;
  }
  console.warn(`Skipped "${name}": there is no build; "npm run build" makes one.`);
  describe.skip(`${name} (needs a build)`, fn);
}

/** An empty home and a folder of price files, and the settings that point to both. */
export class Installation {
  readonly home = mkdtempSync(join(tmpdir(), 'highwater-home-'));
  readonly folder = new CsvFolder();

  get settings(): Environment {
    return {
      HIGHWATER_HOME: this.home,
      MARKET_DATA_PROVIDER: 'csv',
      MARKET_DATA_CSV_DIR: this.folder.directory,
    };
  }

  /** Puts a migrated database into the home, where its making is not what is tested. */
  furnish(): this {
    furnishHome(this.home);
    return this;
  }

  /** Writes a price file of a year for each symbol. */
  write(...symbols: string[]): this {
    for (const symbol of symbols) this.folder.write(symbol, path('2023-01-03', '2023-12-29'));
    return this;
  }

  /** Runs a command of this installation to its end. */
  run(...args: string[]): Promise<Ended> {
    return highwater(args, this.settings);
  }

  drop(): void {
    rmSync(this.home, { recursive: true, force: true });
    this.folder.drop();
  }
}

/** Standard output as JSON. */
export function jsonOf(ended: Ended): Record<string, unknown> {
  return JSON.parse(ended.stdout) as Record<string, unknown>;
}

/** What the command printed, held to never show a stack trace. @throws when it does */
export function textOf({ stdout, stderr }: Ended): string {
  const text = `${stdout}${stderr}`;
  const frame = /^\s+at .*(\(|:\d+:\d+)/m.exec(text);
  if (frame !== null) throw new Error(`A stack trace was printed: ${text}`);
  return text;
}
