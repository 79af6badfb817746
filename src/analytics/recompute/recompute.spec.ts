import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/store/testDatabase.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec } from '../../domain/decimals.js';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { WINDOWS } from '../../domain/window.js';
import { AssetStore } from '../../store/assets.store.js';
import { RISK_METRIC_FIELDS, columnOf } from '../../store/entities/riskMetrics.js';
import { PriceStore } from '../../store/prices.store.js';
import { RunStore } from '../../store/runs.store.js';
import { SeriesStore } from '../../store/series.store.js';
import { SnapshotStore } from '../../store/snapshots.store.js';
import { figuresByWindow } from '../frames/figures.js';
import { METRIC_IDS } from '../metrics/registry.js';
import { recompute, recomputeStores, type RecomputeRequest } from './recompute.js';
import { DEFINITIONS_VERSION } from '../report/versions.js';

const NOW = new Date('2024-01-02T22:00:00Z');
const LAST = '2023-12-29';

type Stored = Record<string, unknown> & {
  reasons: Record<string, string>;
  samples: Record<string, number>;
};

let test: TestDatabase;
let series: SeriesStore;
let snapshots: SnapshotStore;
let runId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  series = new SeriesStore(test.database);
  snapshots = new SnapshotStore(test.database);
});
beforeEach(() => test.reset());
afterAll(() => test.drop());

/** Stores a path of closes for each symbol, from the dates given to the last session. */
async function storeAssets(from: Readonly<Record<string, string>>): Promise<void> {
  const ids = await new AssetStore(test.database).setUniverse(Object.keys(from));
  const session = tradingDate(LAST);
  const request = { trigger: 'command', source: 'csv', session, now: NOW } as const;
  const run = await new RunStore(test.database).open({ ...request, assetIds: [...ids.values()] });
  runId = run.id;
  for (const [position, [symbol, assetId]] of [...ids].entries()) {
    let close = 100;
    const bars = sessionsBetween(tradingDate(from[symbol]!), session).map((date, i) => {
      close *= 1 + 0.0004 + 0.01 * Math.sin((1.7 + position) * i) * Math.cos(0.31 * i);
      const price = new Dec(close.toFixed(4));
      return { date, open: price, high: price, low: price, close: price, volume: 100n };
    });
    const dividend = { exDate: tradingDate('2023-12-15'), kind: 'dividend', value: new Dec(1) };
    await new PriceStore(test.database).store({
      assetId,
      symbol,
      runId,
      source: 'csv',
      currency: 'USD',
      bars,
      actions: [dividend as CorporateAction],
      findings: [],
      profile: null,
      attempts: 1,
      now: NOW,
      audit: () => [],
    });
  }
}

const run = (changes: Partial<RecomputeRequest> = {}) =>
  recompute(recomputeStores(test.database), {
    source: 'csv',
    benchmark: 'SPY',
    riskFreeRate: 0.02,
    runId,
    now: NOW,
    ...changes,
  });

const storedFigures = (symbol: string, window: string) =>
  test.database.session.query<Stored>(
    `select m.* from risk_metrics m join assets a on a.id = m.asset_id
     join snapshots s on s.id = m.snapshot_id and s.status = 'published'
     where a.symbol = $1 and m."window" = $2`,
    [symbol, window],
  );

describe('recompute', () => {
  it.each<[string, Partial<RecomputeRequest>]>([
    ['at once', {}],
    ['one after the other', { batchAssetsMax: 1 }],
  ])('stores what figuresByWindow computes, assets %s', async (_how, change) => {
    await storeAssets({ SPY: '2020-01-02', AGG: '2021-06-01', NEW: '2023-11-01' });
    const { figuresWritten, subjectsComputed, snapshot } = await run(change);
    expect(subjectsComputed).toBe(3);
    expect(figuresWritten).toBe(3 * WINDOWS.length);
    expect(snapshot).toMatchObject({ asOf: LAST, assets: 3, definitions: DEFINITIONS_VERSION });
    const benchmark = (await series.load('SPY'))!.series;
    let compared = 0;
    for (const { symbol, series: own } of await series.loadAll()) {
      const isBenchmark = symbol === 'SPY';
      const request = { series: own, benchmark, isBenchmark, riskFree: 0.02 };
      const expected = figuresByWindow(request);
      for (const window of WINDOWS) {
        const [row] = await storedFigures(symbol, window);
        const { observations, from, to, figures } = expected[window];
        expect(row).toMatchObject({ observations, from_date: from, to_date: to });
        for (const id of RISK_METRIC_FIELDS) {
          const { value, reason, n } = figures[id];
          expect([symbol, window, id, row![columnOf(id)]]).toEqual([symbol, window, id, value]);
          expect(row!.reasons[id] ?? null).toBe(reason);
          expect(row!.samples[id] ?? observations).toBe(n);
          compared += value === null ? 0 : 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(150);
    expect(METRIC_IDS).toEqual(expect.arrayContaining([...RISK_METRIC_FIELDS]));
  });

  it('keeps the snapshot, and writes nothing, while nothing has changed', async () => {
    await storeAssets({ SPY: '2022-01-03', AGG: '2022-01-03' });
    const first = await run();
    const again = await run({ now: new Date('2024-01-03T22:00:00Z') });
    expect(again).toEqual({ snapshot: first.snapshot, figuresWritten: 0, subjectsComputed: 0 });
    const count = await test.database.session.query('select from risk_metrics');
    expect(count).toHaveLength(2 * WINDOWS.length);
  });

  it.each<[string, Partial<RecomputeRequest>]>([
    ['the risk-free rate', { riskFreeRate: 0.03 }],
    ['the benchmark', { benchmark: 'AGG' }],
  ])('publishes anew when %s changes', async (_what, change) => {
    await storeAssets({ SPY: '2022-01-03', AGG: '2022-01-03' });
    const first = await run();
    const [before] = await storedFigures('AGG', '1y');
    const second = await run(change);
    expect(second.figuresWritten).toBe(2 * WINDOWS.length);
    expect(second.snapshot).toMatchObject(change);
    expect(second.snapshot?.id).not.toBe(first.snapshot?.id);
    expect((await snapshots.published())?.id).toBe(second.snapshot?.id);
    const [after] = await storedFigures('AGG', '1y');
    expect(after!['alpha']).not.toBe(before!['alpha']);
    expect(after!['volatility']).toBe(before!['volatility']);
    // What was published before is still there, for whoever asks as of then.
    const statuses = await test.database.session.query(
      'select status, count(*)::int as n from snapshots group by status order by status',
    );
    expect(statuses).toEqual([
      { status: 'published', n: 1 },
      { status: 'superseded', n: 1 },
    ]);
  });

  it('leaves out, with a reason, what a missing benchmark cannot give', async () => {
    await storeAssets({ AGG: '2022-01-03' });
    await run();
    const [row] = await storedFigures('AGG', '1y');
    expect(row).toMatchObject({ beta: null, alpha: null, correlation: null });
    expect(row!.reasons).toMatchObject({ beta: 'no-benchmark', alpha: 'no-benchmark' });
    expect(row!['volatility']).toBeGreaterThan(0);
  });

  it('leaves out, with a reason, what a short history cannot give', async () => {
    await storeAssets({ SPY: '2022-01-03', NEW: LAST });
    await run();
    const [row] = await storedFigures('NEW', 'max');
    expect(row).toMatchObject({ observations: 0, volatility: null, cagr: null });
    expect(Object.keys(row!.reasons).sort()).toEqual([...RISK_METRIC_FIELDS].sort());
    expect((await storedFigures('NEW', '5y'))[0]!.reasons).toMatchObject({
      sharpe: 'insufficient-history',
    });
  });

  it('publishes nothing before there is a history', async () => {
    const nothing = { snapshot: null, figuresWritten: 0, subjectsComputed: 0 };
    expect(await run({ runId: '' })).toEqual(nothing);
  });
});
