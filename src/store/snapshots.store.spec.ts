import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LAST_DATE, figuresOf } from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { WINDOWS } from '../domain/window.js';
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

  it('stores each figure of each window to the last bit, and null where there is none', async () => {
    const rows = ids.map((id, i) => figuresOf(id, i));
    const { id } = await snapshots.publish(snapshot('a'), rows);
    const columns = RISK_METRIC_FIELDS.map((field) => `m.${columnOf(field)} as "${field}"`);
    const stored = await test.database.session.query<Record<string, unknown>>(
      `select asset_id as "assetId", as_of as "asOf", "window", observations, reasons, samples,
         from_date - date '1970-01-01' as "fromDay", to_date - date '1970-01-01' as "toDay",
         ${columns.join(', ')}
       from risk_metrics m where snapshot_id = $1`,
      [id],
    );
    expect(stored).toHaveLength(ids.length * WINDOWS.length);
    for (const { subject, values, ...row } of rows) {
      for (const [w, window] of WINDOWS.entries()) {
        const found = stored.find((it) => it['assetId'] === subject.id && it['window'] === window);
        expect(found).toMatchObject({
          asOf: LAST_DATE,
          fromDay: row.fromDays[w],
          toDay: row.toDay,
          observations: row.observations[w],
          reasons: row.reasons[window] ?? {},
          samples: row.samples[window] ?? {},
        });
        for (const [i, field] of RISK_METRIC_FIELDS.entries()) {
          const value = values[w * RISK_METRIC_FIELDS.length + i] as number;
          expect([field, found?.[field]]).toEqual([field, Number.isNaN(value) ? null : value]);
        }
      }
    }
    const inputs = new Map(rows.map((row) => [row.subject.id, row.inputs]));
    expect(await snapshots.inputsOf(id)).toEqual(inputs);
  });

  it('takes figures over from an earlier snapshot as they are', async () => {
    const first = await snapshots.publish(snapshot('a'), [figuresOf(ids[0]!, 0)]);
    const carried = { from: first.id, subjectIds: [ids[0]!, newId()] };
    const second = await snapshots.publish(snapshot('b'), [figuresOf(ids[1]!, 1)], carried);
    const content = (id: string) =>
      test.database.session.query(
        `select f.*, null as snapshot_id from risk_figures f
         where snapshot_id = $1 and asset_id = $2`,
        [id, ids[0]],
      );
    expect(await content(second.id)).toEqual(await content(first.id));
    expect((await snapshots.inputsOf(second.id)).size).toBe(2);
  });

  it('names the series of its risk-free rate', async () => {
    const published = await snapshots.publish({ ...snapshot('a'), riskFreeRate: 'TB3MS' }, []);
    expect(published.riskFreeRate).toBe('TB3MS');
    expect(await snapshots.published()).toEqual(published);
  });

  it('replaces the published one and keeps the old', async () => {
    await snapshots.publish(snapshot('a'), [figuresOf(ids[0]!, 0)]);
    const second = await snapshots.publish(snapshot('b'), [figuresOf(ids[0]!, 1)]);
    expect((await snapshots.published())?.id).toBe(second.id);
    expect(await statuses()).toEqual([{ status: 'published' }, { status: 'superseded' }]);
    const figures = await test.database.session.query('select 1 from risk_metrics');
    expect(figures).toHaveLength(2 * WINDOWS.length);
  });

  it.each([
    ['an infinite figure', 'sharpe', Infinity, /no infinity/],
    ['a gain as a drawdown', 'maxDrawdown', 0.1, /drawdown_range/],
  ] as const)(
    'keeps what is published when the next holds %s',
    async (_, field, value, message) => {
      const first = await snapshots.publish(snapshot('a'), [figuresOf(ids[0]!, 0)]);
      const row = figuresOf(ids[0]!, 0);
      row.values[RISK_METRIC_FIELDS.indexOf(field)] = value;
      await expect(snapshots.publish(snapshot('b'), [row])).rejects.toThrow(message);
      expect((await snapshots.published())?.id).toBe(first.id);
      expect(await statuses()).toEqual([{ status: 'published' }]);
    },
  );

  it('keeps what is published when the next tells of one asset twice or of none that is', async () => {
    const first = await snapshots.publish(snapshot('a'), []);
    const twice = [figuresOf(ids[0]!, 0), figuresOf(ids[0]!, 1)];
    await expect(snapshots.publish(snapshot('b'), twice)).rejects.toThrow(/risk_figures_pkey/);
    const stranger = [figuresOf(newId(), 0)];
    await expect(snapshots.publish(snapshot('b'), stranger)).rejects.toThrow(/asset_id_foreign/);
    expect((await snapshots.published())?.id).toBe(first.id);
  });

  it('takes figures as they are computed, and publishes none when the next cannot be', async () => {
    const rows = ids.map((id, i) => figuresOf(id, i));
    const told = async function* () {
      for (const row of rows) yield await Promise.resolve([row]);
    };
    const first = await snapshots.publish(snapshot('a'), told);
    expect((await snapshots.inputsOf(first.id)).size).toBe(ids.length);
    const broken = async function* () {
      yield await Promise.resolve(rows);
      throw new Error('no more');
    };
    await expect(snapshots.publish(snapshot('b'), broken)).rejects.toThrow('no more');
    expect((await snapshots.published())?.id).toBe(first.id);
    expect(await statuses()).toEqual([{ status: 'published' }]);
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
