import { performance } from 'node:perf_hooks';
import { recompute, recomputeStores } from '../src/analytics/recompute/recompute.js';
import { addDays, toEpochDay, type TradingDate } from '../src/domain/tradingDate.js';
import { Database } from '../src/store/database.js';
import { newId } from '../src/store/entities/columns.js';
import { migrate } from '../src/store/migrate.js';
import { generateWarehouse } from '../test/store/generator.js';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import { psql } from './ingestPsql.js';

/*
 * What a night's figures cost after the prices are stored: nine windows of every stored figure of
 * 1,000 assets × 5,040 days, from the packed series in PostgreSQL to committed rows; against psql
 * copying the closes alone out of the table of prices. Give it an empty database.
 */
const [ASSETS, DAYS] = [1_000, 5_040];
const SIZE = {
  seed: 4,
  assets: ASSETS,
  daysPerAsset: DAYS,
  users: 10,
  portfolios: 1,
  backtests: 1,
  indices: 0,
  daysPerIndex: 100,
};
/** In the third and fourth night the compiler still takes as long as what it compiles. */
const OPTIONS = { rounds: 5, warmupRounds: 4 };
const CHANGED = 10;

const url = process.env['TEST_DATABASE_URL'];
if (url === undefined) {
  console.error('Run it as: npm run bench:nightly');
  process.exit(64);
}
const database = await Database.open({ url, home: '', poolMax: 4 });
await migrate(database);
const { assetIds, days } = await generateWarehouse(database, SIZE);
await database.session.execute('vacuum analyze');
const stores = recomputeStores(database);
let lastDay = days.at(-1) as TradingDate;

/**
 * One more session of these assets, at the close of the one before the last: what a night without
 * actions leaves in the packed series. The hash is another, though not that of the columns.
 */
async function addSession(ids: readonly string[]): Promise<void> {
  lastDay = addDays(lastDay, 1);
  const day = Buffer.alloc(4);
  day.writeInt32LE(toEpochDay(lastDay));
  const appended = ['close', 'adjusted_close', 'volume'].map(
    (column) => `${column} = ${column} || substr(${column}, octet_length(${column}) - 15, 8)`,
  );
  await database.session.execute(
    `update price_series set dates = dates || $1::bytea, ${appended.join(', ')},
       length = length + 1, last_date = $2::date,
       hash = encode(sha256(convert_to(hash || $2::date, 'UTF8')), 'hex')
     where asset_id = any($3::uuid[])`,
    [day, lastDay, ids],
  );
  // What PostgreSQL does some time after a write must not fall into what is timed.
  await database.session.execute('vacuum price_series');
  await database.session.execute('checkpoint');
}

/** Recomputes after `prepare`, which is not timed. */
function recomputing(name: string, prepare: () => Promise<void>, computed: number): Contender {
  let spentMs = NaN;
  return {
    name,
    units: ASSETS * DAYS,
    run: async () => {
      await prepare();
      const start = performance.now();
      const { subjectsComputed } = await recompute(stores, {
        source: 'generated',
        benchmark: 'G00000',
        riskFreeRate: 0.02,
        runId: newId(),
        now: new Date(),
      });
      spentMs = performance.now() - start;
      if (subjectsComputed !== computed) throw new Error(`${name} computed ${subjectsComputed}.`);
      return subjectsComputed + 1;
    },
    ownMs: () => spentMs,
  };
}

function copyingCloses(name: string, query: string): Contender {
  let spentMs = NaN;
  const run = (): number =>
    (spentMs = psql(url as string, `\\copy (${query}) to '/dev/null' (format binary)`));
  return { name, units: ASSETS * DAYS, run, ownMs: () => spentMs };
}

const few = assetIds.slice(1, 1 + CHANGED);
const contenders = [
  copyingCloses('psql, binary COPY of closes', 'select close from prices'),
  recomputing('recompute, a new day of all', () => addSession(assetIds), ASSETS),
  recomputing('recompute, nothing changed', () => Promise.resolve(), 0),
  recomputing('recompute, a new day of ten', () => addSession(few), CHANGED),
];
console.log(machineLine());
console.log(ratioTable('A night', await alternate(contenders, OPTIONS), 'asset-day'));
await stores.workers.close();
await database.close();
process.exit(0);
