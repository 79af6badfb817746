import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST_DATE, LAST_DATE, figuresOf } from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { AssetStore } from './assets.store.js';
import { newId } from './entities/columns.js';
import { RISK_METRIC_FIELDS, columnOf } from './entities/riskMetrics.js';
import { SnapshotStore, type NewSnapshot } from './snapshots.store.js';

let test: TestDatabase;
let snapshots: SnapshotStore;
let ids: string[];
beforeAll(async () => {
  test = await openTestDatabase();
  snapshots = new SnapshotStore(test.database);
  ids = [...(await new AssetStore(test.database).ensure(['SPY', 'AGG'])).values()];
});
afterAll(() => test.drop());
beforeEach(() => test.database.session.execute('delete from snapshots'));

const snapshot = (fingerprint: string): NewSnapshot => ({
  asOf: LAST_DATE,
  source: 'csv',
  publishedAt: '2024-03-29T01:00:00.123Z',
  fingerprint: fingerprint.repeat(64),
  definitions: '1',
  benchmark: 'SPY',
  riskFreeRate: 0.0525,
  assets: 2,
  runId: newId(),
});
const statuses = (): Promise<{ status: string }[]> =>
  test.database.session.query('select status from snapshots order by status');

describe('SnapshotStore', () => {
  it('has nothing published before the first', async () => {
    expect(await snapshots.published()).toBeNull();
  });

  it('gives back what it published', async () => {
    const published = await snapshots.publish(snapshot('a'), []);
    expect(published).toMatchObject({ asOf: LAST_DATE, riskFreeRate: 0.0525, assets: 2 });
    expect(await snapshots.published()).toEqual(published);
  });

  it('stores each figure to the last bit, and null where there is none', async () => {
    const rows = ids.map((id, i) => figuresOf(id, i));
    const { id } = await snapshots.publish(snapshot('a'), rows);
    const columns = RISK_METRIC_FIELDS.map((field) => `m.${columnOf(field)} as "${field}"`);
    const stored = await test.database.session.query<Record<string, unknown>>(
      `select asset_id as "assetId", "window", from_date as "fromDate", to_date as "toDate",
         observations, reasons, samples, ${columns.join(', ')}
       from risk_metrics m where snapshot_id = $1`,
      [id],
    );
    expect(stored).toHaveLength(ids.length);
    for (const { figures, ...row } of rows) {
      expect(stored.find(({ assetId }) => assetId === row.assetId)).toEqual({ ...row, ...figures });
    }
    expect(stored[0]).toMatchObject({ fromDate: FIRST_DATE, beta: null });
  });

  it('replaces the published one and keeps the old', async () => {
    await snapshots.publish(snapshot('a'), [figuresOf(ids[0]!, 0)]);
    const second = await snapshots.publish(snapshot('b'), [figuresOf(ids[0]!, 1)]);
    expect((await snapshots.published())?.id).toBe(second.id);
    expect(await statuses()).toEqual([{ status: 'published' }, { status: 'superseded' }]);
    const figures = await test.database.session.query('select 1 from risk_metrics');
    expect(figures).toHaveLength(2);
  });

  it.each([
    ['a figure that is no number', { sharpe: NaN }, /cannot be had is null/],
    ['an infinite figure', { sharpe: Infinity }, /cannot be had is null/],
    ['a gain as a drawdown', { maxDrawdown: 0.1 }, /drawdown_range/],
  ])('keeps what is published when the next holds %s', async (_name, figures, message) => {
    const first = await snapshots.publish(snapshot('a'), [figuresOf(ids[0]!, 0)]);
    const row = figuresOf(ids[0]!, 0);
    const broken = { ...row, figures: { ...row.figures, ...figures } };
    await expect(snapshots.publish(snapshot('b'), [broken])).rejects.toThrow(message);
    expect((await snapshots.published())?.id).toBe(first.id);
    expect(await statuses()).toEqual([{ status: 'published' }]);
  });

  it('keeps what is published when the next tells of one asset twice or of none that is', async () => {
    const first = await snapshots.publish(snapshot('a'), []);
    const twice = [figuresOf(ids[0]!, 0), figuresOf(ids[0]!, 1)];
    await expect(snapshots.publish(snapshot('b'), twice)).rejects.toThrow(/risk_metrics_unique/);
    const stranger = [figuresOf(newId(), 0)];
    await expect(snapshots.publish(snapshot('b'), stranger)).rejects.toThrow(/asset_id_foreign/);
    expect((await snapshots.published())?.id).toBe(first.id);
  });

  it('always has exactly one published while others are being published', async () => {
    await snapshots.publish(snapshot('a'), []);
    const seen: number[] = [];
    const publishing = (async () => {
      for (const print of ['b', 'c', 'd']) await snapshots.publish(snapshot(print), []);
    })();
    for (let i = 0; i < 20; i += 1) {
      seen.push((await statuses()).filter(({ status }) => status === 'published').length);
    }
    await publishing;
    expect(new Set(seen)).toEqual(new Set([1]));
  });
});
