import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WINDOWS } from '../../domain/window.js';
import { fromEpochDay, toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { figuresByWindow } from '../frames/figures.js';
import { NO_DAY, type FigureJob, type FigureTable } from '../frames/figureTable.js';
import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import { reasonOf } from '../metrics/evaluate.js';
import { FigureWorkers } from './figureWorkers.js';

const BENCHMARK = 3;
const COMPILED = join(process.cwd(), 'dist/src/analytics/recompute/figureWorker.js');

const sessions = Int32Array.from(
  sessionsBetween(tradingDate('2021-01-04'), tradingDate('2024-06-28')),
  toEpochDay,
);

/** Assets that begin one after the other; every third lacks a day, the last has none at all. */
function jobOf(assets: number): FigureJob {
  const dates: number[] = [];
  const closes: number[] = [];
  const offsets = [0];
  for (let asset = 0; asset < assets; asset += 1) {
    let close = 100;
    sessions.forEach((day, i) => {
      const isMissing = asset === assets - 1 || (asset % 3 === 1 && i % 97 === 5);
      if (isMissing || i < asset * 7) return;
      dates.push(day);
      closes.push((close *= 1 + 0.0003 + 0.01 * Math.sin((1.7 + asset) * i)));
    });
    offsets.push(dates.length);
  }
  const part = offsets.slice(BENCHMARK, BENCHMARK + 2) as [number, number];
  return {
    dates: Int32Array.from(dates),
    adjustedClose: Float64Array.from(closes),
    offsets: Int32Array.from(offsets),
    benchmark: {
      dates: Int32Array.from(dates.slice(...part)),
      adjustedClose: Float64Array.from(closes.slice(...part)),
    },
    benchmarkIndex: BENCHMARK,
    riskFree: 0.02,
    metrics: RISK_METRIC_FIELDS,
  };
}

const opened: FigureWorkers[] = [];
function workers(...options: ConstructorParameters<typeof FigureWorkers>): FigureWorkers {
  const made = new FigureWorkers(...options);
  opened.push(made);
  return made;
}
afterEach(() => Promise.all(opened.splice(0).map((made) => made.close())));

/** Plain arrays, so that a difference is shown. NaN equals NaN. */
const plain = (table: FigureTable): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(table).map(([name, column]) => [name, Array.from(column as Float64Array)]),
  );

describe('figures of many assets', () => {
  const job = jobOf(20);

  it('are those of each asset and window by itself, bit for bit', async () => {
    let told = 0;
    const table = await workers({ threads: 1 }).compute(job, (assets) => (told = assets));
    expect(told).toBe(20);
    for (let asset = 0; asset < 20; asset += 1) {
      const [start, end] = [job.offsets[asset]!, job.offsets[asset + 1]!];
      const byWindow = figuresByWindow({
        series: {
          dates: job.dates.slice(start, end),
          adjustedClose: job.adjustedClose.slice(start, end),
        },
        benchmark: job.benchmark,
        isBenchmark: asset === BENCHMARK,
        riskFree: 0.02,
        metrics: RISK_METRIC_FIELDS,
      });
      WINDOWS.forEach((window, w) => {
        const row = asset * WINDOWS.length + w;
        const { from, to, observations, figures } = byWindow[window];
        const day = (epochDay: number) => (epochDay === NO_DAY ? null : fromEpochDay(epochDay));
        expect([day(table.from[row]!), day(table.to[row]!)]).toEqual([from, to]);
        expect(table.observations[row]).toBe(observations);
        RISK_METRIC_FIELDS.forEach((id, m) => {
          const at = row * RISK_METRIC_FIELDS.length + m;
          const value = table.values[at]!;
          expect({
            value: Number.isNaN(value) ? null : value,
            reason: reasonOf(table.reasons[at]!),
            n: table.sizes[at],
          }).toEqual(figures[id]);
        });
      });
    }
  });

  it('end where they are told to', async () => {
    const to = tradingDate('2023-01-01');
    const table = await workers({ threads: 1 }).compute({ ...job, to });
    expect(fromEpochDay(table.to[0]!)).toBe('2022-12-30');
  });

  it('are refused with the asset’s own error', async () => {
    const adjustedClose = job.adjustedClose.slice();
    adjustedClose[job.offsets[5]! + 9] = -1;
    const broken = workers({ threads: 1 }).compute({ ...job, adjustedClose });
    await expect(broken).rejects.toMatchObject({ code: 'BAD_PRICE' });
  });
});

const describeThreads = existsSync(COMPILED) ? describe : describe.skip;
if (!existsSync(COMPILED)) console.warn('Skipped "threads": "npm run build" makes what they run.');

describeThreads('threads', () => {
  const job = jobOf(40);
  const shared = { threads: 3, entry: pathToFileURL(COMPILED), sharedAssetsMin: 1 };

  it('give the same bits as one, job after job', async () => {
    const here = plain(await workers({ threads: 1 }).compute(job));
    const threads = workers(shared);
    let told = 0;
    const both = [threads.compute(job, (assets) => (told = assets)), threads.compute(job)];
    for (const table of await Promise.all(both)) expect(plain(table)).toEqual(here);
    expect(told).toBe(40);
  });

  it('tell the error of the first asset that has one, and go on with the next job', async () => {
    const adjustedClose = job.adjustedClose.slice();
    const days = [12, 30].map((asset) => {
      adjustedClose[job.offsets[asset]! + asset] = NaN;
      return fromEpochDay(job.dates[job.offsets[asset]! + asset]!);
    });
    const threads = workers(shared);
    const broken = threads.compute({ ...job, adjustedClose });
    await expect(broken).rejects.toMatchObject({ code: 'BAD_PRICE', detail: { date: days[0] } });
    expect((await threads.compute(job)).observations[8]).toBeGreaterThan(800);
  });

  it('fail when they are ended, and start again', async () => {
    const threads = workers(shared);
    const ended = threads.compute(job);
    // The turn of the job comes first, then its threads are there to be ended.
    await new Promise((resolve) => setTimeout(resolve, 1));
    await Promise.all([
      expect(ended).rejects.toMatchObject({ code: 'FIGURES_FAILED' }),
      threads.close(),
    ]);
    expect((await threads.compute(job)).values).toHaveLength(
      40 * WINDOWS.length * RISK_METRIC_FIELDS.length,
    );
  });
});
