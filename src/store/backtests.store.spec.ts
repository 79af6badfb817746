import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addUser } from '../../test/store/people.js';
import { recordStatements } from '../../test/store/recordingDatabase.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { BACKTEST_ATTEMPTS_MAX } from '../domain/backtest.js';
import { tradingDate } from '../domain/tradingDate.js';
import { BacktestReader } from './backtests.reader.js';
import { BacktestStore, type BacktestResult, type NewBacktest } from './backtests.store.js';
import { newId } from './entities/columns.js';
import { RISK_METRIC_FIELDS } from './entities/riskMetrics.js';
import { PortfolioStore } from './portfolios.store.js';
import { StrategyReader } from './strategies.reader.js';
import { StrategyStore } from './strategies.store.js';

const LEASE_MS = 60_000;

let test: TestDatabase;
let store: BacktestStore;
let reader: BacktestReader;
let [ann, bob, open, closed, momentum, own] = ['', '', '', '', '', ''];
beforeAll(async () => {
  test = await openTestDatabase();
  store = new BacktestStore(test.database);
  reader = new BacktestReader(test.database);
  [ann, bob] = [await addUser(test.database, 'ann'), await addUser(test.database, 'bob')];
  const portfolios = new PortfolioStore(test.database);
  const empty = { description: '', initialCapital: 1, benchmark: null, holdings: [] };
  open = await portfolios.create(ann, { ...empty, name: 'Open', isPublic: true });
  closed = await portfolios.create(ann, { ...empty, name: 'Closed', isPublic: false });
  const strategies = new StrategyStore(test.database);
  const system = { slug: 'momentum', name: 'M', description: '', kind: 'momentum' } as const;
  const version = { name: 'v', parameters: { top: 3 } };
  await strategies.saveSystem(system, version);
  momentum = (await new StrategyReader(test.database).find('momentum', null))?.id ?? '';
  own = await strategies.create(ann, { ...system, slug: 'own' }, version);
});
beforeEach(async () => {
  await test.database.session.execute('delete from backtests');
});
afterAll(() => test.drop());

const asked = (changes: Partial<NewBacktest> = {}): NewBacktest => ({
  userId: ann,
  portfolioId: open,
  strategyId: momentum,
  parameters: { top: 5 },
  fromDate: tradingDate('2020-01-02'),
  toDate: tradingDate('2024-01-02'),
  initialCapital: '10000.50',
  ...changes,
});

const figures = Object.fromEntries(
  RISK_METRIC_FIELDS.map((field) => [field, field === 'alpha' ? null : -0.25]),
) as BacktestResult['figures'];
const result = (changes: Partial<BacktestResult> = {}): BacktestResult => ({
  results: { equity: [1, 2] },
  engineVersion: '1.0.0',
  snapshotId: null,
  figures,
  turnoverAnnual: '0.123456',
  finalEquity: '12345.67',
  ...changes,
});

async function claimed() {
  const claim = await store.claim(LEASE_MS);
  if (claim === null) throw new Error('nothing was pending');
  return claim;
}
const statusOf = async (id: string): Promise<unknown> => (await reader.find(id, ann))?.status;
const LEASE_LOST = { code: 'LEASE_LOST', kind: 'conflict' };

describe('a backtest', () => {
  it('goes from pending to its results, with figures', async () => {
    const id = await store.create(asked());
    expect(await reader.find(id, ann)).toMatchObject({
      status: 'pending',
      strategy: 'momentum',
      strategyVersion: 1,
      initialCapital: '10000.50',
      metrics: null,
      results: null,
    });
    const claim = await claimed();
    expect(claim).toEqual({
      id,
      attempts: 1,
      portfolioId: open,
      strategyId: momentum,
      strategy: 'momentum',
      kind: 'momentum',
      strategyVersion: 1,
      strategyParameters: { top: 3 },
      parameters: { top: 5 },
      fromDate: '2020-01-02',
      toDate: '2024-01-02',
      initialCapital: '10000.50',
    });
    expect(await store.claim(LEASE_MS)).toBeNull();
    expect(await statusOf(id)).toBe('running');
    await store.heartbeat(claim, LEASE_MS);
    await store.complete(claim, result());
    expect(await reader.find(id, ann)).toMatchObject({
      status: 'completed',
      results: { equity: [1, 2] },
      engineVersion: '1.0.0',
      metrics: { ...figures, turnoverAnnual: 0.123456, finalEquity: '12345.67' },
    });
    await expect(store.complete(claim, result())).rejects.toMatchObject(LEASE_LOST);
    await expect(store.fail(claim, 'late')).rejects.toMatchObject(LEASE_LOST);
    await expect(store.heartbeat(claim, LEASE_MS)).rejects.toMatchObject(LEASE_LOST);
    await expect(store.retry(id, ann)).rejects.toMatchObject({ code: 'BACKTEST_NOT_FAILED' });
  });

  it('that failed says why, and is tried again by who asked for it alone', async () => {
    const id = await store.create(asked());
    await store.fail(await claimed(), `boom \0 ${'x'.repeat(5_000)}`);
    const failed = await reader.find(id, ann);
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('boom') });
    expect(failed?.error?.length).toBeLessThanOrEqual(2_000);
    await expect(store.retry(id, bob)).rejects.toMatchObject({ code: 'BACKTEST_UNKNOWN' });
    await expect(store.retry('nonsense', ann)).rejects.toMatchObject({ code: 'BACKTEST_UNKNOWN' });
    await store.retry(id, ann);
    expect(await reader.find(id, ann)).toMatchObject({ status: 'pending', error: null });
    expect((await claimed()).attempts).toBe(2);
  });

  it('is completed whole or not at all', async () => {
    const id = await store.create(asked());
    const claim = await claimed();
    const halves: Partial<BacktestResult>[] = [
      { figures: { ...figures, sharpe: NaN } },
      { figures: { ...figures, maxDrawdown: 0.5 } },
      { finalEquity: '1.234' },
      { snapshotId: newId() },
      { results: { at: new Date(0) } },
    ];
    for (const half of halves) await expect(store.complete(claim, result(half))).rejects.toThrow();
    expect(await reader.find(id, ann)).toMatchObject({ status: 'running', results: null });
    await store.complete(claim, result());
  });

  it.each<[Partial<NewBacktest>, string, string]>([
    [{ initialCapital: '0' }, 'FIELD_REFUSED', 'initialCapital'],
    [{ toDate: tradingDate('2020-01-02') }, 'FIELD_REFUSED', 'toDate'],
    [{ fromDate: '2020-02-30' as never }, 'FIELD_REFUSED', 'fromDate'],
    [{ parameters: [] as never }, 'FIELD_REFUSED', 'parameters'],
    [{ strategyVersion: 0 }, 'FIELD_REFUSED', 'strategyVersion'],
  ])('with %j is refused by %s, which names %s', async (changes, code, field) => {
    await expect(store.create(asked(changes))).rejects.toMatchObject({ code, detail: { field } });
  });

  it('rests on what its user may see, and on nothing else', async () => {
    const unknown = async (changes: Partial<NewBacktest>, code: string): Promise<void> => {
      await expect(store.create(asked(changes))).rejects.toMatchObject({ code });
    };
    await unknown({ userId: bob, portfolioId: closed }, 'PORTFOLIO_UNKNOWN');
    await unknown({ userId: null, portfolioId: closed }, 'PORTFOLIO_UNKNOWN');
    await unknown({ portfolioId: newId() }, 'PORTFOLIO_UNKNOWN');
    await unknown({ userId: bob, strategyId: own }, 'STRATEGY_UNKNOWN');
    await unknown({ userId: null, strategyId: own }, 'STRATEGY_UNKNOWN');
    await unknown({ strategyVersion: 2 }, 'VERSION_UNKNOWN');
    await unknown({ userId: newId() }, 'USER_UNKNOWN');
    await store.create(asked({ portfolioId: closed, strategyId: own, strategyVersion: 1 }));
  });

  it('is seen by who asked, and on a public portfolio by all where its owner or nobody asked', async () => {
    const ids = [
      await store.create(asked()),
      await store.create(asked({ userId: null })),
      await store.create(asked({ userId: bob })),
      await store.create(asked({ portfolioId: closed })),
    ];
    const seenBy = async (caller: string | null): Promise<boolean[]> => {
      const found: boolean[] = [];
      for (const id of ids) found.push((await reader.find(id, caller)) !== null);
      const listed = await reader.list({ ...ALL, visibleTo: caller });
      expect(listed.rows.map(({ id }) => id).toSorted()).toEqual(
        ids.filter((_, i) => found[i]).toSorted(),
      );
      return found;
    };
    expect(await seenBy(null)).toEqual([true, true, false, false]);
    expect(await seenBy(ann)).toEqual([true, true, false, true]);
    expect(await seenBy(bob)).toEqual([true, true, true, false]);
  });
});

const ANY = { portfolio: null, strategy: null, status: null, isNightly: null };
const ALL = { ...ANY, limit: 500, after: null };

describe('claims', () => {
  it('by eight workers take each of 200 backtests exactly once', async () => {
    const ids = [];
    for (let i = 0; i < 200; i += 1) ids.push(await store.create(asked({ userId: null })));
    const taken: string[] = [];
    const worker = async (): Promise<void> => {
      for (let claim = await store.claim(LEASE_MS); claim !== null;) {
        taken.push(claim.id);
        if (taken.length % 3 === 0) await store.fail(claim, 'on purpose');
        else await store.complete(claim, result());
        claim = await store.claim(LEASE_MS);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(taken).toHaveLength(200);
    expect(taken.toSorted()).toEqual(ids.toSorted());
    const { rows } = await reader.list({ ...ALL, visibleTo: null });
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([1]));
    expect(rows.filter(({ status }) => status === 'failed')).toHaveLength(66);
    expect(rows.filter(({ metrics }) => metrics !== null)).toHaveLength(134);
  });

  it('end one way when two want to end them at once', async () => {
    for (let i = 0; i < 20; i += 1) {
      const id = await store.create(asked());
      const claim = await claimed();
      const ends = await Promise.allSettled([
        store.complete(claim, result()),
        store.fail(claim, 'boom'),
        store.complete(claim, result()),
      ]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const isFailed = ends[1].status === 'fulfilled';
      expect(await reader.find(id, ann)).toMatchObject({
        status: isFailed ? 'failed' : 'completed',
      });
    }
  });

  it('whose lease has passed are made pending, and failed for good after the last attempt', async () => {
    const id = await store.create(asked());
    const stale = [];
    for (let attempt = 1; attempt <= BACKTEST_ATTEMPTS_MAX; attempt += 1) {
      const claim = await claimed();
      expect(claim.attempts).toBe(attempt);
      expect(await store.release()).toEqual({ pending: 0, failed: 0 });
      await test.database.session.execute(
        `update backtests set lease_until = now() - interval '1 second'`,
      );
      const isLast = attempt === BACKTEST_ATTEMPTS_MAX;
      expect(await store.release()).toEqual(
        isLast ? { pending: 0, failed: 1 } : { pending: 1, failed: 0 },
      );
      stale.push(claim);
    }
    expect(await reader.find(id, ann)).toMatchObject({
      status: 'failed',
      error: `Attempt ${BACKTEST_ATTEMPTS_MAX} of ${BACKTEST_ATTEMPTS_MAX} was not finished: its worker ended or lost touch.`,
    });
    await store.retry(id, ann);
    await claimed();
    for (const claim of stale) {
      await expect(store.complete(claim, result())).rejects.toMatchObject(LEASE_LOST);
      await expect(store.heartbeat(claim, LEASE_MS)).rejects.toMatchObject(LEASE_LOST);
    }
    expect(await statusOf(id)).toBe('running');
  });

  it('have a lease of a sensible length', async () => {
    for (const leaseMs of [0, -1, NaN, 1.5, 86_400_000]) {
      await expect(store.claim(leaseMs)).rejects.toMatchObject({ code: 'FIELD_REFUSED' });
    }
  });
});

describe('lists of backtests', () => {
  it('come with figures in one statement, filtered and page by page', async () => {
    for (let i = 0; i < 25; i += 1) {
      await store.create(asked({ portfolioId: i % 5 === 0 ? closed : open }));
    }
    for (let i = 0; i < 10; i += 1) await store.complete(await claimed(), result());
    const { database, statements } = recordStatements(test.database);
    const { rows } = await new BacktestReader(database).list({ ...ALL, visibleTo: ann });
    expect(rows).toHaveLength(25);
    expect(rows.filter(({ metrics }) => metrics?.sharpe === -0.25)).toHaveLength(10);
    expect(statements).toHaveLength(1);
    const count = async (filter: object): Promise<number> =>
      (await reader.list({ ...ALL, visibleTo: ann, ...filter })).rows.length;
    expect(await count({ status: 'completed' })).toBe(10);
    expect(await count({ portfolio: closed })).toBe(5);
    expect(await count({ strategy: momentum, status: 'pending' })).toBe(15);
    expect(await count({ strategy: 'momentum', isNightly: false })).toBe(25);
    expect(await count({ strategy: own })).toBe(0);
    expect(await count({ portfolio: 'nonsense' })).toBe(0);
    const first = await reader.list({ ...ALL, visibleTo: ann, limit: 20 });
    const second = await reader.list({ ...ALL, visibleTo: ann, limit: 20, after: first.next });
    const seen = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(second.next).toBeNull();
  });
});
