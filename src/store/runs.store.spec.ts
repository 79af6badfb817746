import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { tradingDate, type TradingDate } from '../domain/tradingDate.js';
import { AssetStore } from './assets.store.js';
import { RunStore, finishTask, type OpenRun, type TaskOutcome } from './runs.store.js';

const MONDAY = tradingDate('2024-01-08');
const TUESDAY = tradingDate('2024-01-09');
const NOW = new Date('2024-01-09T02:00:00.123Z');
const OUTCOME: TaskOutcome = {
  status: 'stored',
  barsAdded: 3,
  barsReplaced: 1,
  rowsWritten: 9,
  findings: 2,
  lastDate: MONDAY,
};

let test: TestDatabase;
let runs: RunStore;
let ids: string[];
beforeAll(async () => {
  test = await openTestDatabase();
  runs = new RunStore(test.database);
  ids = [...(await new AssetStore(test.database).ensure(['A', 'B', 'C', 'D'])).values()];
});
afterAll(() => test.drop());
beforeEach(() => test.database.session.execute('delete from refresh_runs'));

const open = (session: TradingDate = MONDAY, source = 'csv', assetIds = ids): Promise<OpenRun> =>
  runs.open({ trigger: 'schedule', source, session, assetIds, now: NOW });
const finish = (runId: string, assetId: string, outcome = OUTCOME): Promise<void> =>
  finishTask(test.database.session, { runId, assetId, attempts: 2, now: NOW }, outcome);
const fail = (runId: string, assetId: string): Promise<void> =>
  runs.failTask(
    { runId, assetId, attempts: 3, now: NOW },
    { code: 'PROVIDER_DOWN', message: 'No "answer": it\'s down \\ 😀' },
  );
const close = (id: string, status: 'completed' | 'failed' = 'completed'): Promise<void> =>
  runs.close(id, { status, now: NOW, snapshotId: null, figuresWritten: 10, error: null });
const rows = <Row extends object>(table: string): Promise<Row[]> =>
  test.database.session.query<Row>(`select * from ${table} order by 1, 2`);

describe('RunStore', () => {
  it('begins with every asset still to do', async () => {
    const run = await open();
    expect(run.isResumed).toBe(false);
    expect([...run.pendingAssetIds].sort()).toEqual([...ids].sort());
    const [stored] = await rows<{ started_at: Date; status: string }>('refresh_runs');
    expect(stored).toMatchObject({ id: run.id, status: 'running', session: MONDAY, resumed: 0 });
    expect(new Date(stored?.started_at ?? 0)).toEqual(NOW);
  });

  it('takes up what a crash left, without what had ended well', async () => {
    const first = await open();
    await finish(first.id, ids[0]!);
    await finish(first.id, ids[1]!, { ...OUTCOME, status: 'unchanged' });
    await fail(first.id, ids[2]!);
    const second = await open();
    expect(second).toMatchObject({ id: first.id, isResumed: true });
    expect([...second.pendingAssetIds].sort()).toEqual([ids[2]!, ids[3]!].sort());
    expect(await rows('refresh_runs')).toMatchObject([{ resumed: 1 }]);
  });

  it('takes up with the universe of today', async () => {
    const first = await open(MONDAY, 'csv', ids.slice(0, 2));
    const second = await open(MONDAY, 'csv', ids.slice(1));
    expect(second.id).toBe(first.id);
    expect([...second.pendingAssetIds].sort()).toEqual(ids.slice(1).sort());
  });

  it.each([
    ['a later session', TUESDAY, 'csv'],
    ['another source', MONDAY, 'yahoo'],
  ])('closes what a crash left as failed for %s', async (_name, session, source) => {
    const first = await open();
    const second = await open(session, source);
    expect(second.isResumed).toBe(false);
    expect(second.pendingAssetIds.size).toBe(ids.length);
    const stored = await rows<{ id: string; status: string; error: string }>('refresh_runs');
    const [old] = stored.filter(({ id }) => id === first.id);
    expect(old).toMatchObject({ status: 'failed', error: expect.stringContaining('ended before') });
    expect(stored).toHaveLength(2);
  });

  it('begins anew after a run that ended', async () => {
    const first = await open();
    await close(first.id);
    const second = await open();
    expect(second.id).not.toBe(first.id);
    expect(second.isResumed).toBe(false);
  });

  it('adds up attempts, and forgets the error of a task that ended well after all', async () => {
    const run = await open();
    await fail(run.id, ids[0]!);
    const read = async (): Promise<object | undefined> =>
      (await rows<{ asset_id: string }>('refresh_tasks')).find((it) => it.asset_id === ids[0]);
    expect(await read()).toMatchObject({
      status: 'failed',
      attempts: 3,
      error_code: 'PROVIDER_DOWN',
      error: 'No "answer": it\'s down \\ 😀',
    });
    await finish(run.id, ids[0]!);
    expect(await read()).toMatchObject({
      status: 'stored',
      attempts: 5,
      bars_added: 3,
      bars_replaced: 1,
      rows_written: 9,
      findings: 2,
      last_date: MONDAY,
      error_code: null,
      error: null,
    });
  });

  it('sums up its tasks when it is closed', async () => {
    const run = await open();
    await finish(run.id, ids[0]!);
    await finish(run.id, ids[1]!, { ...OUTCOME, status: 'unchanged', rowsWritten: 0, findings: 0 });
    await fail(run.id, ids[2]!);
    await close(run.id);
    expect(await runs.totals(run.id)).toEqual({
      assets: 4,
      stored: 1,
      unchanged: 1,
      failed: 2,
      rowsWritten: 19,
      findings: 2,
    });
  });

  it('sums up a run without an asset', async () => {
    const run = await open(MONDAY, 'csv', []);
    expect(run.pendingAssetIds.size).toBe(0);
    await close(run.id);
    expect(await runs.totals(run.id)).toMatchObject({ assets: 0, rowsWritten: 10 });
  });

  it('knows the newest session that was completed, by source', async () => {
    expect(await runs.lastCompletedSession('csv')).toBeNull();
    await close((await open(TUESDAY)).id);
    await close((await open(MONDAY)).id);
    await close((await open(tradingDate('2024-01-10'))).id, 'failed');
    await open(tradingDate('2024-01-11'));
    expect(await runs.lastCompletedSession('csv')).toBe(TUESDAY);
    expect(await runs.lastCompletedSession('yahoo')).toBeNull();
  });
});
