import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closesFrom, history } from '../../../../test/builders/indexMarket.js';
import { fromEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { IndexThread } from './indexThread.js';
import type { IndexJob } from './indexWorker.js';

const COMPILED = join(process.cwd(), 'dist/src/analytics/recompute/indices/indexWorker.js');
const FIRST = '2023-01-03';

/** An index of two walks. */
function jobOf(parameters: Readonly<Record<string, unknown>> = {}): IndexJob {
  const closes = (step: number) => Array.from({ length: 200 }, (_, i) => 100 + (i % 9) * step);
  const histories = ['A', 'B'].map((symbol, k) => ({
    assetId: `00000000-0000-7000-8000-00000000000${k}`,
    symbol,
    currency: 'USD',
    hash: '',
    actionsHash: null,
    lastDate: tradingDate(FIRST),
    series: history(symbol, closesFrom(FIRST, closes(k + 1))).series,
    actions: [{ exDate: tradingDate('2023-03-01'), kind: 'dividend', value: '0.5' } as const],
  }));
  const to = fromEpochDay(histories[0]!.series.dates.at(-1)!);
  const header = { currency: 'USD', active: true, lastDate: to, seriesHash: '', actionsHash: '' };
  return {
    index: {
      id: '',
      slug: 'two',
      kind: 'equal-weighted',
      currency: 'USD',
      baseDate: tradingDate(FIRST),
      baseValue: '100',
      parameters,
      strategyKind: null,
      strategyParameters: null,
      inputs: null,
      problem: null,
    },
    inputs: {
      constituents: histories.map(({ assetId, symbol }) => ({ ...header, assetId, symbol })),
      strategy: null,
      needsMarketCaps: false,
      to,
    },
    columns: {
      histories: new Map(histories.map((it) => [it.symbol, it])),
      caps: new Map(),
    },
  };
}

const opened: IndexThread[] = [];
function thread(...options: ConstructorParameters<typeof IndexThread>): IndexThread {
  const made = new IndexThread(...options);
  opened.push(made);
  return made;
}
afterEach(() => Promise.all(opened.splice(0).map((made) => made.close())));

const REFUSED = { code: 'NO_HISTORY', kind: 'data' };

describe('an index', () => {
  it('is computed on the calling thread where nothing is compiled', async () => {
    const { closes, events, notes } = await thread().compute(jobOf());
    expect(closes).toHaveLength(200);
    expect(closes[0]).toEqual({ date: FIRST, value: '100', return: null, divisor: '1' });
    expect(events.filter(({ kind }) => kind === 'rebalance')).toHaveLength(4);
    expect(notes).toEqual([]);
    const refused = thread().compute(jobOf({ constituents: ['A', 'Z'] }));
    await expect(refused).rejects.toMatchObject(REFUSED);
  });

  const itCompiled = existsSync(COMPILED) ? it : it.skip;
  const entry = pathToFileURL(COMPILED);

  itCompiled('is the same from a thread, which tells refusals and goes on', async () => {
    const own = thread(entry);
    expect(await own.compute(jobOf())).toEqual(await thread().compute(jobOf()));
    await expect(own.compute(jobOf({ constituents: ['A', 'Z'] }))).rejects.toMatchObject(REFUSED);
    expect((await own.compute(jobOf())).closes).toHaveLength(200);
  });

  itCompiled('that hangs fails, and the next one has a thread again', async () => {
    const hanging = thread(entry, 0).compute(jobOf());
    await expect(hanging).rejects.toMatchObject({ code: 'INDEX_FAILED', kind: 'unavailable' });
    expect((await thread(entry).compute(jobOf())).closes).toHaveLength(200);
  });
});
