import { performance } from 'node:perf_hooks';
import type { CorporateAction } from '../src/domain/corporateAction.js';
import { Dec } from '../src/domain/decimals.js';
import { Price } from '../src/store/entities/price.js';
import type { Database } from '../src/store/database.js';
import { PriceStore } from '../src/store/prices.store.js';
import { insertBars } from '../src/store/prices/marketRows.js';
import { RunStore } from '../src/store/runs.store.js';
import type { Contender } from './harness.js';
import { RUN_ID, SOURCE, type BenchAsset } from './ingestRows.js';

/** insertMany is told a thousand rows at a time. */
const BATCH_ROWS = 1000;
const DIVIDEND_EVERY_DAYS = 63;

const barsOf = (assets: readonly BenchAsset[]): number =>
  assets.reduce((sum, { bars }) => sum + bars.length, 0);

/** The assets alone: no bar, no run. */
export async function clearMarket(
  database: Database,
  assets: readonly BenchAsset[],
): Promise<void> {
  for (const table of ['assets', 'refresh_runs']) {
    await database.session.execute(`truncate ${table} cascade`);
  }
  await database.session.execute(
    `insert into assets (id, symbol) select * from unnest($1::uuid[], $2::text[])`,
    [assets.map(({ id }) => id), assets.map(({ symbol }) => symbol)],
  );
}

/** Emptying the tables is not what is timed. */
function timed(
  name: string,
  units: number,
  prepare: () => Promise<void>,
  work: () => Promise<void>,
): Contender {
  let spentMs = NaN;
  return {
    name,
    units,
    run: async () => {
      await prepare();
      const start = performance.now();
      await work();
      spentMs = performance.now() - start;
      return spentMs;
    },
    ownMs: () => spentMs,
  };
}

/** Bars as the product has them, decimals and all, encoded and copied: a transaction an asset. */
export function copyBars(
  name: string,
  database: Database,
  assets: readonly BenchAsset[],
): Contender {
  return timed(
    name,
    barsOf(assets),
    () => clearMarket(database, assets),
    async () => {
      for (const { id, bars } of assets) {
        const owner = { assetId: id, source: SOURCE, runId: RUN_ID };
        await database.transaction((session) => insertBars(session, owner, bars));
      }
    },
  );
}

function dividendsOf({ bars }: BenchAsset): CorporateAction[] {
  return bars
    .filter((_, i) => i % DIVIDEND_EVERY_DAYS === DIVIDEND_EVERY_DAYS - 1)
    .map(({ date }) => ({ exDate: date, kind: 'dividend', value: new Dec('0.05') }));
}

/** All that a first night does to an asset: bars, actions, factors, packed series, checkpoint. */
export function storeAssets(
  name: string,
  database: Database,
  assets: readonly BenchAsset[],
): Contender {
  let runId = '';
  const prepare = async (): Promise<void> => {
    await clearMarket(database, assets);
    const run = await new RunStore(database).open({
      trigger: 'command',
      source: SOURCE,
      session: assets[0]!.bars.at(-1)!.date,
      assetIds: assets.map(({ id }) => id),
      now: new Date(),
    });
    runId = run.id;
  };
  const store = new PriceStore(database);
  return timed(name, barsOf(assets), prepare, async () => {
    for (const asset of assets) {
      await store.store({
        assetId: asset.id,
        symbol: asset.symbol,
        source: SOURCE,
        currency: 'USD',
        runId,
        bars: asset.bars,
        actions: dividendsOf(asset),
        findings: [],
        profile: null,
        attempts: 1,
        now: new Date(),
        audit: () => [],
      });
    }
  });
}

/** The ORM's own bulk insert of the same rows. */
export function insertMany(
  name: string,
  database: Database,
  assets: readonly BenchAsset[],
): Contender {
  return timed(
    name,
    barsOf(assets),
    () => clearMarket(database, assets),
    async () => {
      const em = database.orm.em.fork();
      for (const { id, bars } of assets) {
        for (let start = 0; start < bars.length; start += BATCH_ROWS) {
          const rows = bars.slice(start, start + BATCH_ROWS).map((bar) => ({
            ...bar,
            asset: id,
            source: SOURCE,
            runId: RUN_ID,
          }));
          await em.insertMany(Price, rows);
        }
      }
    },
  );
}
