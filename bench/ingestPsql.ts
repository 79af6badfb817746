import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { PRICE_COLUMNS } from '../src/store/prices/marketRows.js';
import type { Contender } from './harness.js';
import { csvLine, type BenchAsset } from './ingestRows.js';

const TIMEOUT_MS = 120_000;

/** Runs one psql command. @returns the milliseconds that it says the command took */
export function psql(url: string, command: string): number {
  const { password } = new URL(url);
  const address = new URL(url);
  address.password = '';
  const program = join(process.env['HIGHWATER_PG_BIN'] ?? '', 'psql');
  const ran = spawnSync(
    program,
    [address.href, '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', '\\timing on', '-c', command],
    { encoding: 'utf8', timeout: TIMEOUT_MS, env: { ...process.env, PGPASSWORD: password } },
  );
  if (ran.status !== 0) throw new Error(`psql failed: ${ran.stderr || String(ran.error)}`);
  const time = /Time: ([\d.]+) ms/.exec(ran.stdout);
  if (time === null) throw new Error(`psql told no time: ${ran.stdout}`);
  return Number(time[1]);
}

/** The rows as a CSV file for `\copy`. */
export async function writeCsv(file: string, assets: readonly BenchAsset[]): Promise<void> {
  const stream = createWriteStream(file);
  for (const asset of assets) {
    const text = asset.bars.map((bar) => csvLine(asset, bar)).join('');
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** The rows of the table `prices`, as the server itself writes them in binary. */
export function writeBinary(file: string, url: string): void {
  psql(url, `\\copy ${PRICE_COLUMNS} to '${file}' (format binary)`);
}

/** `\copy` of a file into the same table, timed by psql: neither its start nor its login counts. */
export function psqlCopy(
  name: string,
  { url, file, format, units }: { url: string; file: string; format: string; units: number },
  prepare: () => Promise<void>,
): Contender {
  let spentMs = NaN;
  return {
    name,
    units,
    run: async () => {
      await prepare();
      spentMs = psql(url, `\\copy ${PRICE_COLUMNS} from '${file}' (format ${format})`);
      return spentMs;
    },
    ownMs: () => spentMs,
  };
}
