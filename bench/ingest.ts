import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../src/store/database.js';
import { migrate } from '../src/store/migrate.js';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import { clearMarket, copyBars, insertMany, storeAssets } from './ingestContenders.js';
import { psqlCopy, writeBinary, writeCsv } from './ingestPsql.js';
import { benchAssets } from './ingestRows.js';

/*
 * What storing a bar costs, through the product's own path, against psql's \copy of the same rows
 * into the same table. TEST_DATABASE_URL names a server whose database may be filled and emptied:
 * bin/with-postgres.js starts one for the time of the bench.
 */
const SYMBOLS = 100;
const DAYS = 5000;
const SMALL_SYMBOLS = 4;
const OPTIONS = { rounds: 5, warmupRounds: 1 };

async function serverContenders(
  server: Database,
  url: string,
  folder: string,
): Promise<Contender[]> {
  const assets = benchAssets(SYMBOLS, DAYS);
  const units = SYMBOLS * DAYS;
  const ours = copyBars('Highwater, bars by binary COPY', server, assets);
  const whole = storeAssets('Highwater, the whole asset', server, assets);
  const [csv, binary] = [join(folder, 'bars.csv'), join(folder, 'bars.bin')];
  await writeCsv(csv, assets);
  await ours.run();
  writeBinary(binary, url);
  const [counted] = await server.session.query<{ bars: number }>(
    'select count(*)::int as bars from prices',
  );
  if (counted?.bars !== units) throw new Error(`${counted?.bars} bars were stored, not ${units}.`);
  const empty = (): Promise<void> => clearMarket(server, assets);
  return [
    psqlCopy('psql \\copy, CSV', { url, file: csv, format: 'csv', units }, empty),
    psqlCopy('psql \\copy, binary', { url, file: binary, format: 'binary', units }, empty),
    ours,
    whole,
    insertMany('MikroORM insertMany', server, assets.slice(0, SMALL_SYMBOLS)),
  ];
}

const url = process.env['TEST_DATABASE_URL'];
if (url === undefined) {
  console.error('Run it as: node bin/with-postgres.js node dist/bench/ingest.js');
  process.exit(64);
}
const folder = mkdtempSync(join(tmpdir(), 'highwater-bench-'));
const server = await Database.open({ url, home: '', poolMax: 3 });
const embedded = await Database.open({ url: null, home: join(folder, 'home'), poolMax: 1 });
try {
  for (const database of [server, embedded]) await migrate(database);
  const small = benchAssets(SYMBOLS / 5, DAYS);
  console.log(machineLine());
  const contenders = await serverContenders(server, url, folder);
  contenders.push(
    copyBars('Embedded, bars by binary COPY', embedded, small),
    storeAssets('Embedded, the whole asset', embedded, small),
  );
  console.log(ratioTable('From bars to rows', await alternate(contenders, OPTIONS), 'bar'));
} finally {
  await Promise.all([server.close(), embedded.close()]);
  rmSync(folder, { recursive: true });
}
// The embedded database leaves a timer behind that would keep the process.
process.exit(0);
