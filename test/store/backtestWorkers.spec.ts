import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  runBacktestToEnd,
  runPendingBacktests,
  type RunOptions,
} from '../../src/analytics/recompute/backtests/runPending.js';
import { requestBacktest } from '../../src/analytics/recompute/backtests/requestBacktest.js';
import { runHere, type BacktestRunner } from '../../src/analytics/recompute/backtests/runner.js';
import { BACKTEST_ATTEMPTS_MAX } from '../../src/domain/backtest.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { BacktestStore } from '../../src/store/backtests.store.js';
import { BacktestWarehouse } from './storedBacktests.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

const LEASE_MS = 60_000;
const SECRET = 'postgresql://highwater:hunter2@db';
const LEASE_LOST = { code: 'LEASE_LOST', kind: 'conflict' };

let test: TestDatabase;
let store: BacktestStore;
let warehouse: BacktestWarehouse;
beforeAll(async () => {
  test = await openTestDatabase();
  store = new BacktestStore(test.database);
  warehouse = await BacktestWarehouse.fill(test.database);
});
beforeEach(async () => {
  await test.database.session.execute('delete from backtests');
});
afterAll(() => test.drop());

const run = (options: RunOptions = {}) => runPendingBacktests(test.database, options);
const ask = (changes: object = {}) =>
  requestBacktest(test.database, {
    portfolio: 'half-half',
    strategy: 'rebalance',
    parameters: {},
    fromDate: null,
    toDate: null,
    initialCapital: null,
    ...changes,
  });
/** A backtest that waits for a worker. */
async function pending(): Promise<string> {
  const claim = await ask();
  await store.giveBack(claim);
  return claim.id;
}
const expire = () =>
  test.database.session.execute(
    `update backtests set lease_until = now() - interval '1 second' where status = 'running'`,
  );
const only = async () => (await warehouse.rows())[0]!;

describe('a worker', () => {
  it('takes over what a crash left, and gives up after the last attempt', async () => {
    const crashed = await ask();
    expect(await run()).toMatchObject({ completed: 0, failed: 0 });
    await expire();
    expect(await run()).toMatchObject({ completed: 1 });
    expect(await only()).toMatchObject({ status: 'completed', attempts: 2 });
    await expect(store.heartbeat(crashed, LEASE_MS)).rejects.toMatchObject(LEASE_LOST);

    await ask();
    for (let attempt = 2; attempt <= BACKTEST_ATTEMPTS_MAX; attempt += 1) {
      await expire();
      await store.release();
      expect(await store.claim(LEASE_MS)).toMatchObject({ attempts: attempt });
    }
    await expire();
    expect(await run()).toMatchObject({ completed: 0, failed: 0 });
    const [, left] = await warehouse.rows();
    expect(left).toMatchObject({ status: 'failed', error: expect.stringContaining('3 of 3') });
  });

  it('throws its result away when another has taken the backtest over', async () => {
    await pending();
    const losing: BacktestRunner = async (input) => {
      await expire();
      expect(await run()).toMatchObject({ completed: 1 });
      return runHere(input);
    };
    expect(await run({ run: losing })).toMatchObject({ completed: 0, failed: 0, lost: 1 });
    expect(await only()).toMatchObject({ status: 'completed', attempts: 2 });
  });

  it('drops its work as soon as a heartbeat says that the lease is lost', async () => {
    await pending();
    const losing: BacktestRunner = async () => {
      await expire();
      await store.release();
      return new Promise(() => undefined);
    };
    // What is lost is pending again, until the last attempt.
    expect(await run({ run: losing, leaseMs: 400 })).toMatchObject({ lost: 3, completed: 0 });
    expect(await only()).toMatchObject({ status: 'failed', attempts: BACKTEST_ATTEMPTS_MAX });
  });

  it('keeps its lease for as long as it works', async () => {
    await pending();
    const slow: BacktestRunner = async (input) => {
      await delay(1500);
      expect(await store.release()).toEqual({ pending: 0, failed: 0 });
      return runHere(input);
    };
    expect(await run({ run: slow, leaseMs: 1000 })).toMatchObject({ completed: 1, lost: 0 });
    expect(await only()).toMatchObject({ status: 'completed', attempts: 1 });
  });

  it('gives back what it has begun when it is told to stop', async () => {
    await pending();
    await pending();
    const stopping = new AbortController();
    const stopped: BacktestRunner = () => {
      stopping.abort(new Error('Stop.'));
      return new Promise(() => undefined);
    };
    const tally = await run({ run: stopped, signal: stopping.signal });
    expect(tally).toMatchObject({ completed: 0, failed: 0, retried: 0, lost: 0 });
    const rows = await warehouse.rows();
    expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['pending', 0],
      ['pending', 0],
    ]);
    expect(await run()).toMatchObject({ completed: 2 });
  });

  it('tries what breaks again, fails it at last, tells no secret, and runs the others', async () => {
    const ids = [await pending(), await pending()];
    let runs = 0;
    const broken: BacktestRunner = (input) => {
      runs += 1;
      if (runs <= BACKTEST_ATTEMPTS_MAX) throw new TypeError(`no ${SECRET}`);
      return runHere(input);
    };
    const tally = await run({ run: broken });
    expect(tally).toMatchObject({ completed: 1, failed: 1, retried: 2 });
    expect(tally.problems.at(-1)).toMatchObject({ id: ids[0], cause: `no ${SECRET}` });
    const [failed, completed] = await warehouse.rows();
    expect(failed).toMatchObject({ status: 'failed', attempts: BACKTEST_ATTEMPTS_MAX });
    expect(failed!.error).toMatch(/^Attempt 3 ended in an unforeseen TypeError.*\(INTERNAL\)$/);
    expect(failed!.error).not.toMatch(/hunter2|\.ts|at /);
    expect(completed).toMatchObject({ status: 'completed', attempts: 1 });
    await store.retry(ids[0]!, null);
    expect(await run()).toMatchObject({ completed: 1 });
  });

  it('fails what cannot be run at once, with the reason', async () => {
    const claim = await ask({ fromDate: tradingDate('2030-01-02') });
    expect(await runBacktestToEnd(test.database, claim)).toMatchObject({ failed: 1, retried: 0 });
    expect((await only()).error).toMatch(/no session from 2030-01-02.*\(EMPTY_RANGE\)/);
  });

  it('shares what is pending with others: each is run once', async () => {
    const ids = [];
    for (let i = 0; i < 6; i += 1) ids.push(await pending());
    let runs = 0;
    const counted: BacktestRunner = (input) => {
      runs += 1;
      return runHere(input);
    };
    const [one, two] = await Promise.all([run({ run: counted }), run({ run: counted })]);
    expect([one.completed + two.completed, runs]).toEqual([ids.length, ids.length]);
    const rows = await warehouse.rows();
    expect(new Set(rows.map(({ results }) => results)).size).toBe(1);
  });
});

describe('a backtest that is asked for', () => {
  it.each<[object, string]>([
    [{ portfolio: 'nowhere' }, 'PORTFOLIO_UNKNOWN'],
    [{ strategy: 'nothing' }, 'STRATEGY_UNKNOWN'],
    [{ parameters: { nonsense: 1 } }, 'STRATEGY_PARAMETER_UNKNOWN'],
    [{ parameters: { frequency: 'hourly' } }, 'STRATEGY_PARAMETER_REFUSED'],
    [{ parameters: { options: { dividends: 'eaten' } } }, 'LEDGER_OPTIONS_REFUSED'],
    [{ parameters: { options: { initialCapital: '1' } } }, 'LEDGER_OPTIONS_REFUSED'],
    [{ parameters: { options: [] } }, 'LEDGER_OPTIONS_REFUSED'],
    [{ parameters: [] }, 'FIELD_REFUSED'],
    [{ initialCapital: '0' }, 'FIELD_REFUSED'],
    [{ initialCapital: '1e9999' }, 'FIELD_REFUSED'],
  ])('with %j is refused by %s before it is stored', async (changes, code) => {
    await expect(ask(changes)).rejects.toMatchObject({ code });
    expect(await warehouse.rows()).toEqual([]);
  });

  it('of a private portfolio is its owner’s', async () => {
    const portfolio = await warehouse.addPrivate();
    const claim = await ask({ portfolio, initialCapital: '5000.00' });
    expect(claim).toMatchObject({ initialCapital: '5000.00', attempts: 1 });
    expect(await only()).toMatchObject({ userId: warehouse.ann, isNightly: false });
  });
});

describe('claims', () => {
  it('that break are pending again while attempts are left, and forget their inputs at last', async () => {
    await pending();
    await test.database.session.execute(`update backtests set inputs = 'abc'`);
    const inputs = async (): Promise<unknown> =>
      (await test.database.session.query('select inputs from backtests'))[0];
    for (let attempt = 1; attempt <= BACKTEST_ATTEMPTS_MAX; attempt += 1) {
      expect(await inputs()).toEqual({ inputs: 'abc' });
      const claim = (await store.claim(LEASE_MS))!;
      const isLast = attempt === BACKTEST_ATTEMPTS_MAX;
      expect(await store.failOrRetry(claim, 'broke')).toBe(isLast ? 'failed' : 'pending');
      await expect(store.failOrRetry(claim, 'late')).rejects.toMatchObject(LEASE_LOST);
    }
    expect(await only()).toMatchObject({ status: 'failed', error: 'broke' });
    expect(await inputs()).toEqual({ inputs: null });
  });

  it('that are given back count as not made', async () => {
    const claim = await ask();
    await store.giveBack(claim);
    expect(await only()).toMatchObject({ status: 'pending', attempts: 0, error: null });
    await expect(store.giveBack(claim)).rejects.toMatchObject(LEASE_LOST);
    expect((await store.claim(LEASE_MS))!.attempts).toBe(1);
  });

  it('can be of one backtest alone', async () => {
    const [first, second] = [await pending(), await pending()];
    expect((await store.claim(LEASE_MS, second))?.id).toBe(second);
    expect(await store.claim(LEASE_MS, second)).toBeNull();
    expect((await store.claim(LEASE_MS))?.id).toBe(first);
    expect(await store.claim(LEASE_MS)).toBeNull();
  });
});
