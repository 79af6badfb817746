import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { fillPaths } from '../backtest/paths/fillPaths.js';
import { pathJob, type PathJob } from '../backtest/paths/pathJob.js';
import { pathPrices } from '../backtest/paths/pathPrices.js';
import { PathWorkers, type PathWorkersOptions } from './pathWorkers.js';

const COMPILED = join(process.cwd(), 'dist/src/analytics/recompute/pathWorker.js');
const VECTORS = 70;

const dates = Int32Array.from(
  sessionsBetween(tradingDate('2021-01-04'), tradingDate('2022-06-30')),
  toEpochDay,
);

function job(): PathJob {
  const assets = [1, 2, 3].map((asset) => ({
    symbol: `A${asset}`,
    adjustedClose: Float64Array.from(dates, (_, i) => 100 + i / asset + Math.sin(asset * i)),
  }));
  const weights = Float64Array.from({ length: 3 * VECTORS }, (_, i) => (i % 7) / 21);
  const prices = pathPrices(dates, assets);
  return pathJob({ prices, weights, rebalance: 'monthly', costBps: 10, initialCapital: 1 });
}

function expected(): number[] {
  const paths = new Float64Array(VECTORS * dates.length);
  fillPaths(job(), paths);
  return [...paths];
}

const opened: PathWorkers[] = [];
function workers(options: PathWorkersOptions): PathWorkers {
  const made = new PathWorkers(options);
  opened.push(made);
  return made;
}
afterEach(() => Promise.all(opened.splice(0).map((made) => made.close())));

describe('paths of many vectors', () => {
  it('are computed on the calling thread where nothing is compiled', async () => {
    expect([...(await workers({ sharedValuesMin: 0 }).compute(job()))]).toEqual(expected());
  });

  const itCompiled = existsSync(COMPILED) ? it : it.skip;
  const entry = pathToFileURL(COMPILED);

  itCompiled('are the same from two threads, in memory of any kind', async () => {
    const two = workers({ threads: 2, entry, sharedValuesMin: 0 });
    const shared = await two.compute(job());
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...shared]).toEqual(expected());
    const own = new Float64Array(VECTORS * dates.length);
    expect(await two.compute(job(), own)).toBe(own);
    expect([...own]).toEqual(expected());
  });

  itCompiled('fail with a reason, and can be asked for again', async () => {
    const two = workers({ threads: 2, entry, sharedValuesMin: 0 });
    const tooShort = new Float64Array(new SharedArrayBuffer(8 * dates.length));
    const under = two.compute(job(), tooShort);
    await expect(under).rejects.toMatchObject({ code: 'PATHS_FAILED' });
    expect([...(await two.compute(job()))]).toEqual(expected());
  });
});
