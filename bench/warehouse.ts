import { Database } from '../src/store/database.js';
import { Price } from '../src/store/entities/price.js';
import { migrate } from '../src/store/migrate.js';
import { PriceReader } from '../src/store/prices.reader.js';
import { SeriesStore } from '../src/store/series.store.js';
import { WHOLE_WAREHOUSE, generateWarehouse } from '../test/store/generator.js';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';

/*
 * What reading an asset's history costs among a million prices: the packed series that reports are
 * made from, bars by binary COPY, rows by SQL, entities by the ORM. The warehouse is generated.
 */
const ASSETS_READ = 20;
const OPTIONS = { rounds: 5, warmupRounds: 1 };

const url = process.env['TEST_DATABASE_URL'];
if (url === undefined) {
  console.error('Run it as: npm run bench:warehouse');
  process.exit(64);
}
const database = await Database.open({ url, home: '', poolMax: 3 });
await migrate(database);
const { assetIds } = await generateWarehouse(database, WHOLE_WAREHOUSE);
await database.session.execute('analyze');
const read = assetIds.slice(0, ASSETS_READ);
const symbols = await database.session.query<{ symbol: string }>(
  'select symbol from assets where id = any($1::uuid[])',
  [read],
);
const [series, bars] = [new SeriesStore(database), new PriceReader(database)];
const units = ASSETS_READ * WHOLE_WAREHOUSE.daysPerAsset;

/** Reads each asset by itself and counts its sessions: all must be there. */
function contender<Key>(
  name: string,
  keys: readonly Key[],
  sessions: (key: Key) => Promise<number>,
): Contender {
  const run = async (): Promise<number> => {
    let count = 0;
    for (const key of keys) count += await sessions(key);
    if (count !== units) throw new Error(`${name} read ${count} bars, not ${units}.`);
    return count;
  };
  return { name, units, run };
}

const contenders = [
  contender('packed series', symbols, async ({ symbol }) => {
    return (await series.load(symbol))?.series.close.length ?? 0;
  }),
  contender('bars by binary COPY', read, async (id) => (await bars.bars(id, {})).close.length),
  contender('rows by SQL', read, async (id) => {
    const rows = await database.session.query(
      'select date, open, high, low, close, volume from prices where asset_id = $1 order by date',
      [id],
    );
    return rows.length;
  }),
  contender('MikroORM find', read, async (id) => {
    return (await database.orm.em.fork().find(Price, { asset: id })).length;
  }),
];
console.log(machineLine());
console.log(ratioTable('From rows to columns', await alternate(contenders, OPTIONS), 'bar'));
await database.close();
process.exit(0);
