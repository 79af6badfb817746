import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recompute, recomputeStores } from '../../src/analytics/recompute/recompute.js';
import { Dec } from '../../src/domain/decimals.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { WINDOWS } from '../../src/domain/window.js';
import { RISK_METRIC_FIELDS } from '../../src/store/entities/riskMetrics.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RunStore } from '../../src/store/runs.store.js';
import { SnapshotStore } from '../../src/store/snapshots.store.js';
import { FIXTURE, LAST_SESSION, RISK_FREE_RATE, SOURCE, barsOf } from './fixture.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

const RESTATED_AT = new Date('2025-02-01T02:00:00Z');
const BETWEEN = '2025-01-15T08:00:00Z';
const RESTATED_DAY = tradingDate('2024-12-10');

const RANGES = [
  ...WINDOWS.map((window) => `window=${window}`),
  'from=2024-02-01&to=2024-12-20',
  'window=6m&basis=weekly',
  'window=1y&convention=empyrical',
  'window=1y&benchmark=SPLT&riskFreeRate=0.05',
];

let app: TestApplication;
const figuresOf = async (symbol: string, query: string) => {
  const { status, json } = await app.get(`/v1/assets/${symbol}/metrics?${query}&detail=true`);
  expect([query, status]).toEqual([query, 200]);
  return json;
};
const everything = (symbol: string, suffix: string) =>
  Promise.all(RANGES.map((range) => figuresOf(symbol, `${range}${suffix}`)));

type Answers = Awaited<ReturnType<typeof everything>>;
let before: Record<'SPY' | 'AGG', Answers>;
let snapshots: { first: string; second: string };

/** A night that delivers SPY's and AGG's histories anew, one close of each another than before. */
async function restate(): Promise<void> {
  const { database } = app;
  const runs = new RunStore(database);
  const ids = await database.session.query<{ id: string; symbol: string }>(
    'select id, symbol from assets',
  );
  const idOf = new Map(ids.map(({ id, symbol }) => [symbol, id]));
  const restated = FIXTURE.filter(({ symbol }) => ['SPY', 'AGG'].includes(symbol));
  const assetIds = restated.map(({ symbol }) => idOf.get(symbol)!);
  const now = RESTATED_AT;
  const run = await runs.open({
    trigger: 'demo',
    source: SOURCE,
    session: LAST_SESSION,
    assetIds,
    now,
  });
  for (const asset of restated) {
    const bars = barsOf(asset, LAST_SESSION).map((bar) =>
      bar.date === RESTATED_DAY ? { ...bar, close: bar.low.plus(new Dec('0.01')) } : bar,
    );
    await new PriceStore(database).store({
      assetId: idOf.get(asset.symbol)!,
      symbol: asset.symbol,
      source: SOURCE,
      currency: 'USD',
      runId: run.id,
      bars,
      actions: asset.actions,
      findings: [],
      profile: asset.profile,
      attempts: 1,
      now,
      audit: () => [],
    });
  }
  const terms = { source: SOURCE, benchmark: 'SPY', riskFreeRate: RISK_FREE_RATE };
  await recompute(recomputeStores(database), { ...terms, runId: run.id, now });
  const end = { status: 'completed' as const, now, snapshotId: null, figuresWritten: 0 };
  await runs.close(run.id, { ...end, error: null });
}

beforeAll(async () => {
  app = await openTestApplication();
  const published = new SnapshotStore(app.database);
  const first = (await published.published())!.id;
  before = { SPY: await everything('SPY', ''), AGG: await everything('AGG', '') };
  await restate();
  snapshots = { first, second: (await published.published())!.id };
});
afterAll(() => app.close());

describe('knownAt, after a price was restated', () => {
  it.each(['SPY', 'AGG'] as const)(
    'gives the figures of %s that were published then',
    async (symbol) => {
      const known = await everything(symbol, `&knownAt=${BETWEEN}`);
      known.forEach((answer, i) => {
        expect([RANGES[i], answer.data]).toEqual([RANGES[i], before[symbol][i]!.data]);
      });
      const ofADay = await everything(symbol, '&knownAt=2025-01-31');
      expect(ofADay.map(({ data }) => data)).toEqual(known.map(({ data }) => data));
    },
  );

  it('names the snapshot that was used', async () => {
    const { first, second } = snapshots;
    expect(first).not.toBe(second);
    const meta = async (query: string) => (await figuresOf('SPY', query)).meta;
    const then = { snapshot: first, publishedAt: '2025-01-01T02:00:00.000Z', asOf: LAST_SESSION };
    expect(await meta(`window=1y&knownAt=${BETWEEN}`)).toMatchObject(then);
    expect(await meta('window=1y')).toMatchObject({ snapshot: second });
    expect(await meta('window=1y&knownAt=2025-02-01')).toMatchObject({ snapshot: second });
    const csv = await app.get(`/v1/assets/SPY/metrics?knownAt=${BETWEEN}&format=csv`);
    expect(csv.headers['x-highwater-snapshot']).toBe(first);
  });

  it('leaves asOf to what is believed now', async () => {
    const earlier = before.SPY[RANGES.indexOf('window=1y')]!;
    const now = await figuresOf('SPY', 'window=1y&asOf=2024-12-31');
    const metrics = (json: typeof now) =>
      (json.data as unknown as { metrics: Record<string, { value: number | null }> }).metrics;
    for (const id of ['volatility', 'sharpe', 'kelly', 'meanAbsoluteDeviation']) {
      expect(metrics(now)[id]!.value).not.toBe(metrics(earlier)[id]!.value);
    }
    const both = `asOf=2024-12-09&window=6m`;
    const untouched = await figuresOf('SPY', `${both}&knownAt=${BETWEEN}`);
    expect(metrics(untouched)).toEqual(metrics(await figuresOf('SPY', both)));
  });

  it('reads no history for what the snapshot of then holds', async () => {
    app.statements();
    const url = `/v1/assets/SPY/metrics?knownAt=${BETWEEN}&metrics=${RISK_METRIC_FIELDS.join(',')}`;
    expect((await app.get(url)).status).toBe(200);
    const statements = app.statements().join();
    expect(statements).not.toContain('price_series');
    expect(statements).not.toContain('price_revisions');
  });

  it('is explained from the prices of then', async () => {
    const explained = async (query: string) =>
      (await app.get(`/v1/explain?asset=SPY&metric=kelly&${query}`)).json.data as unknown as {
        value: number;
        inputs: { sha256: string; rows: { date: string; price: number }[] };
      };
    const [then, now] = [await explained(`knownAt=${BETWEEN}`), await explained('window=1y')];
    const price = (of: typeof then) => of.inputs.rows.find(({ date }) => date === RESTATED_DAY);
    expect(price(then)).not.toEqual(price(now));
    expect(then.inputs.sha256).not.toBe(now.inputs.sha256);
    expect(then.inputs.rows.map(({ date }) => date)).toEqual(now.inputs.rows.map((it) => it.date));
    const data = before.SPY[RANGES.indexOf('window=1y')]!.data as unknown as {
      metrics: { kelly: { value: number } };
    };
    expect(then.value).toBe(data.metrics.kelly.value);
  });

  it('is an error before the first publication', async () => {
    const { status, json } = await app.get('/v1/assets/SPY/metrics?knownAt=2024-12-31');
    expect([status, json.code]).toEqual([404, 'NOT_PUBLISHED_THEN']);
    expect(json.detail).toContain('2025-01-01T02:00:00.000Z');
    const moment = 'knownAt=2025-01-01T01:59:59.999Z';
    expect((await app.get(`/v1/assets/SPY/metrics?${moment}`)).status).toBe(404);
    const zoned = 'knownAt=2024-12-31T21:00:00-05:00';
    expect((await app.get(`/v1/assets/SPY/metrics?${zoned}`)).status).toBe(200);
  });
});
