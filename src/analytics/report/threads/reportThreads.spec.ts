import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assetHistory } from '../../../../test/builders/market.js';
import { sessionsBetween } from '../../../domain/tradingCalendar.js';
import { tradingDate } from '../../../domain/tradingDate.js';
import { reportBytes, type ReportJob } from './reportJob.js';
import { ReportThreads, type ReportThreadsOptions } from './reportThreads.js';

const COMPILED = join(process.cwd(), 'dist/src/analytics/report/threads/reportWorker.js');
const DATES = sessionsBetween(tradingDate('2020-01-02'), tradingDate('2023-12-29'));

type BacktestJob = Extract<ReportJob, { readonly kind: 'backtest' }>;

function job(changes: Partial<BacktestJob> = {}): BacktestJob {
  const assets = ['A', 'B'].map((symbol, k) => {
    const close = DATES.map((_, i) => 100 + i / (k + 1) + Math.sin(i * (k + 1)));
    return { symbol, series: assetHistory(symbol, DATES, { close }).series, actions: [] };
  });
  return {
    kind: 'backtest',
    request: { url: '/v1/what-if?weights=A:0.5,B:0.5' },
    format: 'json',
    input: {
      assets,
      targets: [0.5, 0.5],
      strategy: 'minimum-variance',
      parameters: { frequency: 'weekly' },
      options: {},
      from: null,
      to: DATES.at(-1)!,
      benchmark: { name: 'A', series: assets[0]!.series },
      riskFreeRate: 0.02,
    },
    choice: {},
    ...changes,
  };
}

const opened: ReportThreads[] = [];
function threads(options: ReportThreadsOptions = {}): ReportThreads {
  const made = new ReportThreads(options);
  opened.push(made);
  return made;
}
afterEach(() => Promise.all(opened.splice(0).map((made) => made.close())));

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('reports beside the asking thread', () => {
  it('are written on it where nothing is compiled: the request first', async () => {
    const written = text(await threads().run(job()));
    expect(written).toBe(text(reportBytes(job())));
    const report = JSON.parse(written) as Record<string, unknown>;
    expect(Object.keys(report).slice(0, 4)).toEqual(['request', 'from', 'to', 'sessions']);
  });

  it('are tables as well', () => {
    const lines = text(reportBytes(job({ format: 'csv' }))).split('\r\n');
    expect(lines[0]).toBe('date,equity,cash,growth,drawdown,benchmark');
    expect(lines[1]).toBe('2020-01-02,10000.00,0.00,1,0,1');
    expect(lines).toHaveLength(DATES.length + 2);
  });

  it('send away who comes when all places are taken, and take the next', async () => {
    const one = threads({ threads: 1, waitingMax: 1 });
    const asked = [1, 2, 3].map(() => one.run(job()));
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await expect(asked[2]).rejects.toMatchObject({ code: 'REPORTS_BUSY', kind: 'unavailable' });
    expect((await one.run(job())).length).toBeGreaterThan(1000);
  });

  it('tell what was wrong with what was asked', async () => {
    const wrong = job();
    const input = { ...wrong.input, targets: [0.9, 0.9] };
    const asked = threads().run({ ...wrong, input });
    await expect(asked).rejects.toMatchObject({ code: 'WEIGHTS_REFUSED', kind: 'usage' });
  });

  const itCompiled = existsSync(COMPILED) ? it : it.skip;
  const entry = pathToFileURL(COMPILED);

  itCompiled('are the same bytes from a thread, wherever their columns lie', async () => {
    const two = threads({ entry, threads: 2 });
    const all = await Promise.all([two.run(job()), two.run(job()), two.run(job())]);
    for (const bytes of all) expect(text(bytes)).toBe(text(reportBytes(job())));
  });

  itCompiled('keep the kind of an error on their way', async () => {
    const wrong = job();
    const input = { ...wrong.input, targets: [0.9, 0.9] };
    const asked = threads({ entry, threads: 1 }).run({ ...wrong, input });
    await expect(asked).rejects.toMatchObject({ code: 'WEIGHTS_REFUSED', kind: 'usage' });
  });

  itCompiled('end at their deadline, and others are taken', async () => {
    const hasty = threads({ entry, threads: 1, deadlineMs: 1 });
    const late = { code: 'REPORT_TIMED_OUT', kind: 'unavailable' };
    await expect(hasty.run(job())).rejects.toMatchObject(late);
    await expect(hasty.run(job())).rejects.toMatchObject(late);
  });
});
