import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runPendingBacktests } from '../../src/analytics/recompute/backtests/runPending.js';
import type { BacktestResults } from '../../src/analytics/recompute/backtests/results.js';
import { ENGINE_VERSION } from '../../src/analytics/report/versions.js';
import { BacktestReader } from '../../src/store/backtests.reader.js';
import { BacktestStore } from '../../src/store/backtests.store.js';
import { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { PortfolioStore } from '../../src/store/portfolios.store.js';
import { StrategyReader } from '../../src/store/strategies.reader.js';
import { StrategyStore } from '../../src/store/strategies.store.js';
import { imageOf } from '../setup/databaseImages.js';
import { BacktestWarehouse, FIRST_AS_OF, SECOND_AS_OF } from './storedBacktests.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

let test: TestDatabase;
let warehouse: BacktestWarehouse;
beforeAll(async () => {
  test = await openTestDatabase();
});
beforeEach(async () => {
  await test.reset();
  warehouse = await BacktestWarehouse.fill(test.database);
});
afterAll(() => test.drop());

const run = () => runPendingBacktests(test.database);
const night = async () => {
  const { asked } = await warehouse.plan();
  const { completed, failed, problems } = await run();
  return { asked, completed, failed, reasons: problems.map(({ reason }) => reason) };
};
const QUIET = { asked: 0, completed: 0, failed: 0, reasons: [] };

describe('a night', () => {
  it('runs each model by two rules, with results, figures and what they follow from', async () => {
    expect(await night()).toEqual({ asked: 2, completed: 2, failed: 0, reasons: [] });
    const rows = await warehouse.rows();
    expect(rows.map(({ strategy }) => strategy).sort()).toEqual(['buy-and-hold', 'rebalance']);
    const { id, ...row } = rows.find(({ strategy }) => strategy === 'rebalance')!;
    expect(row).toMatchObject({ status: 'completed', isNightly: true, userId: null });
    expect(row.engineVersion).toBe(ENGINE_VERSION);
    const told = await new BacktestReader(test.database).find(id, null);
    const results = told!.results as unknown as BacktestResults;
    expect(results.request).toMatchObject({
      holdings: [
        { symbol: 'AAA', allocation: '0.5000' },
        { symbol: 'BBB', allocation: '0.4000' },
      ],
      strategy: {
        slug: 'rebalance',
        version: 1,
        parameters: { frequency: 'quarterly', offset: 0 },
      },
      options: { initialCapital: '10000.00', dividends: 'adjusted', flows: [] },
      benchmark: 'SPY',
      riskFreeRate: 0.02,
      snapshot: { asOf: FIRST_AS_OF, source: 'csv' },
      inputs: row.inputs,
    });
    expect([results.from, results.to]).toEqual(['2022-11-01', FIRST_AS_OF]);
    expect(results.trades!.length).toBeGreaterThan(8);
    expect(told!.metrics).toMatchObject({
      sharpe: results.metrics.sharpe,
      finalEquity: results.account.finalEquity,
    });
    expect(results.windows.max.figures.sharpe).toBe(results.metrics.sharpe);
    expect(results.windows['1y'].observations).toBeLessThan(results.windows.max.observations);
    expect(results.windows['1y'].figures.beta).not.toBeNull();
    expect(results.windows['10y'].missing.sharpe).toBe('insufficient-history');
  });

  it('with nothing new runs nothing, and replaces its own when something is', async () => {
    await night();
    const first = await warehouse.rows();
    expect(await night()).toEqual(QUIET);
    expect(await warehouse.rows()).toEqual(first);
    await warehouse.store(SECOND_AS_OF, ['SPY']);
    // The benchmark of both has a day more.
    expect(await night()).toMatchObject({ asked: 2, completed: 2 });
    const second = await warehouse.rows();
    expect(second).toHaveLength(2);
    expect(second.map(({ id }) => id)).not.toEqual(first.map(({ id }) => id));
    const { results } = second[0]!;
    expect((JSON.parse(results!) as BacktestResults).request.snapshot.asOf).toBe(SECOND_AS_OF);
  });

  it('follows what a snapshot changes of a portfolio, and nothing else', async () => {
    const only = await warehouse.addPrivate(['BBB']);
    await test.database.session.execute(
      `update portfolios set benchmark_id = (select id from assets where symbol = 'BBB')`,
    );
    expect(await night()).toMatchObject({ asked: 3, completed: 3 });
    await warehouse.store(SECOND_AS_OF, ['AAA']);
    expect(await night()).toMatchObject({ asked: 2, completed: 2 });
    await new PortfolioStore(test.database).replaceHoldings(only, warehouse.ann, [
      { symbol: 'BBB', allocation: '0.5' },
    ]);
    expect(await night()).toMatchObject({ asked: 1, completed: 1 });
  });

  it('runs private portfolios by what their owners follow, for them alone', async () => {
    await warehouse.addPrivate();
    const strategies = new StrategyStore(test.database);
    const followed = await new StrategyReader(test.database).find('inverse-volatility', null);
    await strategies.follow(warehouse.ann, followed!.id);
    expect(await night()).toMatchObject({ asked: 4, completed: 4 });
    const own = (await warehouse.rows()).filter(({ portfolio }) => portfolio === null);
    expect(own.map(({ strategy }) => strategy).sort()).toEqual(['inverse-volatility', 'rebalance']);
    expect(new Set(own.map(({ userId }) => userId))).toEqual(new Set([warehouse.ann]));
    const reader = new BacktestReader(test.database);
    expect(await reader.find(own[0]!.id, null)).toBeNull();
    expect(await reader.find(own[0]!.id, warehouse.ann)).not.toBeNull();
    await strategies.unfollow(warehouse.ann, followed!.id);
    expect(await night()).toEqual(QUIET);
    expect(await warehouse.rows()).toHaveLength(3);
  });

  it('weighs by capitalisations through splits, and then runs nothing again', async () => {
    await warehouse.addPrivate();
    await test.database.session.execute(`insert into corporate_actions
      (asset_id, ex_date, kind, value, source, run_id)
      select a.id, '2023-06-01', 'split', 2, 'csv', r.id from assets a, refresh_runs r
      where a.symbol = 'AAA' limit 1`);
    const strategies = new StrategyStore(test.database);
    const draft = {
      slug: 'cap-weight',
      name: 'by cap',
      description: '',
      kind: 'cap-weight',
    } as const;
    await strategies.saveSystem(draft, { name: 'defaults', parameters: {} });
    const weighing = await new StrategyReader(test.database).find('cap-weight', null);
    await strategies.follow(warehouse.ann, weighing!.id);
    expect(await night()).toMatchObject({ asked: 4, completed: 4 });
    expect(await night()).toEqual(QUIET);
    // A split is as good as a history: shares count through it.
    await test.database.session.execute('update corporate_actions set value = 4');
    expect(await night()).toMatchObject({ asked: 1, completed: 1 });
  });

  it('says why one cannot be run, once, and runs the others', async () => {
    await warehouse.store(FIRST_AS_OF, ['EUR1']);
    const mixed = await warehouse.addPrivate(['AAA', 'EUR1']);
    expect(await night()).toMatchObject({
      asked: 3,
      completed: 2,
      failed: 1,
      reasons: [expect.stringMatching(/^The assets are priced in EUR and USD.*CURRENCIES_MIXED/)],
    });
    expect(await night()).toEqual(QUIET);
    const [failed] = (await warehouse.rows()).filter(({ status }) => status === 'failed');
    const holdings = [{ symbol: 'AAA', allocation: '1' }];
    await new PortfolioStore(test.database).replaceHoldings(mixed, warehouse.ann, holdings);
    expect(await night()).toMatchObject({ asked: 1, completed: 1, failed: 0 });
    expect((await warehouse.rows()).map(({ id }) => id)).not.toContain(failed!.id);
  });

  it('lets what has no prices yet wait, and says what for', async () => {
    await test.database.session.execute(`insert into assets (id, symbol)
      values ('00000000-0000-7000-8000-000000000001', 'NEW')`);
    await warehouse.addPrivate(['AAA', 'NEW']);
    const { asked, waiting } = await warehouse.plan();
    expect([asked, waiting]).toEqual([2, { pairs: 1, symbols: ['NEW'] }]);
    await warehouse.store(FIRST_AS_OF, ['NEW']);
    expect((await warehouse.plan()).asked).toBe(1);
    expect(await run()).toMatchObject({ completed: 3, failed: 0 });
  });

  it('never touches what a user has asked for', async () => {
    const { id: portfolioId } = (
      await test.database.session.query<{ id: string }>('select id from portfolios')
    )[0]!;
    const strategy = await new StrategyReader(test.database).find('rebalance', null);
    const asked = {
      userId: warehouse.ann,
      portfolioId,
      strategyId: strategy!.id,
      parameters: { frequency: 'yearly', options: { costs: { commissionBps: 10 } } },
      fromDate: null,
      toDate: null,
      initialCapital: '5000.00',
    };
    const id = await new BacktestStore(test.database).create(asked);
    expect(await night()).toMatchObject({ asked: 2, completed: 3 });
    await warehouse.store(SECOND_AS_OF);
    await night();
    const [own] = (await warehouse.rows()).filter(({ isNightly }) => !isNightly);
    expect(own).toMatchObject({ id, status: 'completed' });
    const { request, account } = JSON.parse(own!.results!) as BacktestResults;
    expect(request.options).toMatchObject({ initialCapital: '5000.00', dividends: 'adjusted' });
    expect(request.strategy.parameters).toMatchObject({ frequency: 'yearly' });
    expect(Number(account.commission)).toBeGreaterThan(4);
  });
});

describe('the same inputs', () => {
  it('give the same bytes, in another database too', async () => {
    await night();
    const here = await warehouse.rows();
    const other = await Database.open({
      url: null,
      home: 'memory://',
      poolMax: 1,
      ...imageOf('migrated'),
    });
    try {
      await migrate(other);
      const twin = await BacktestWarehouse.fill(other);
      await twin.plan();
      await runPendingBacktests(other);
      const byStrategy = (rows: typeof here) =>
        new Map(rows.map(({ strategy, results, inputs }) => [strategy, { results, inputs }]));
      expect(byStrategy(await twin.rows())).toEqual(byStrategy(here));
      expect(here[0]!.results!.length).toBeGreaterThan(10_000);
    } finally {
      await other.close();
    }
  });
});
