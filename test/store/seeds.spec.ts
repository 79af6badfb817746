import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Dec } from '../../src/domain/decimals.js';
import { STRATEGY_KINDS } from '../../src/domain/strategy.js';
import { BacktestStore } from '../../src/store/backtests.store.js';
import { PortfolioReader } from '../../src/store/portfolios.reader.js';
import { StrategyReader } from '../../src/store/strategies.reader.js';
import { StrategyStore } from '../../src/store/strategies.store.js';
import { UserStore } from '../../src/store/users.store.js';
import { DEMO_USER } from '../../seeds/demoUser.js';
import { ETFS } from '../../seeds/etfs.js';
import { MODEL_PORTFOLIOS } from '../../seeds/modelPortfolios.js';
import { sow } from '../../seeds/sow.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

let test: TestDatabase;
beforeAll(async () => void (test = await openTestDatabase()));
beforeEach(() => test.reset());
afterAll(() => test.drop());

const tables = async (): Promise<string[]> => {
  const rows = await test.database.session.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => name);
};

/** Every row of every table with the transaction that wrote it: a rewritten row differs. */
async function contents(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of await tables()) {
    const rows = await test.database.session.query<{ row: string }>(
      `select t.xmin::text || ' ' || t::text as row from ${table} t order by 1`,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

const counts = async (): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await contents()).map(([table, rows]) => [table, rows.length]));

async function idOf(table: string, slug: string): Promise<string> {
  const [row] = await test.database.session.query<{ id: string }>(
    `select id from ${table} where slug = $1`,
    [slug],
  );
  return row?.id ?? '';
}

describe('seeds', () => {
  it('hold every kind of strategy, ten funds and more, and models that sum to 1', () => {
    expect(ETFS.length).toBeGreaterThanOrEqual(10);
    expect(Object.keys(MODEL_PORTFOLIOS).length).toBeGreaterThanOrEqual(8);
    for (const { holdings } of Object.values(MODEL_PORTFOLIOS)) {
      const sum = Dec.sum(...holdings.map(({ allocation }) => allocation));
      expect(sum.toFixed()).toBe('1');
    }
    for (const { symbol, facts } of ETFS) {
      expect([symbol, Number(facts?.expenseRatio)]).toEqual([symbol, expect.any(Number)]);
      expect(Number(facts?.expenseRatio)).toBeLessThan(0.01);
    }
  });

  it('store all of it once, and write nothing the second time', async () => {
    const first = await sow(test.database);
    expect(new Set(first.map(({ saved }) => saved))).toEqual(new Set(['added']));
    const before = await contents();
    expect(before['strategies']).toHaveLength(STRATEGY_KINDS.length + 1);
    expect(before['portfolios']).toHaveLength(Object.keys(MODEL_PORTFOLIOS).length + 1);
    const second = await sow(test.database);
    expect(new Set(second.map(({ saved }) => saved))).toEqual(new Set(['unchanged']));
    expect(await contents()).toEqual(before);
  });

  it('put back what is the system’s and leave alone what users and providers have made', async () => {
    await sow(test.database);
    const { session } = test.database;
    await session.execute(`update strategies set name = 'Old name' where slug = 'momentum'`);
    await session.execute(`update strategy_configs set parameters = '{"lookback": 1}'
      where strategy_id = (select id from strategies where slug = 'bands')`);
    await session.execute(
      `delete from portfolio_holdings where asset_id = (select id from assets where symbol = 'GLD')
         and portfolio_id = (select id from portfolios where slug = 'all-weather')`,
    );
    await session.execute(`update portfolios set name = 'Renamed by me' where slug is null`);
    await session.execute(`update etf_info set expense_ratio = 0.123
      where asset_id = (select id from assets where symbol = 'SPY')`);
    const sown = await sow(test.database);
    const updated = sown.filter(({ saved }) => saved === 'updated').map(({ name }) => name);
    expect(updated).toEqual(['bands', 'momentum', 'all-weather']);
    const bands = await new StrategyReader(test.database).find('bands', null);
    expect(bands).toMatchObject({ version: 2, parameters: { absoluteBand: 0.05 } });
    const model = await new PortfolioReader(test.database).find('all-weather', null);
    expect(model?.holdings.find(({ symbol }) => symbol === 'GLD')?.allocation).toBe('0.0750');
    const [kept] = await session.query(
      `select (select count(*)::int from portfolios where name = 'Renamed by me') as renamed,
         (select count(*)::int from etf_info where expense_ratio = 0.123) as told`,
    );
    expect(kept).toEqual({ renamed: 1, told: 1 });
  });

  it('add funds outside the universe, so that no figure is asked of them', async () => {
    await test.database.session.execute(
      `insert into assets (id, symbol, name) values (gen_random_uuid(), 'SPY', 'Told before')`,
    );
    await sow(test.database);
    const active = await test.database.session.query(
      'select symbol, name from assets where active',
    );
    expect(active).toEqual([{ symbol: 'SPY', name: 'Told before' }]);
  });

  it('delete with the demo user exactly what belongs to it', async () => {
    await sow(test.database);
    const before = await counts();
    const { session } = test.database;
    const [demo] = await session.query<{ id: string; portfolioId: string }>(
      `select u.id, p.id as "portfolioId" from users u join portfolios p on p.owner_id = u.id
       where email = $1`,
      [DEMO_USER.email],
    );
    const userId = demo?.id ?? '';
    const own = await idOf('strategies', 'demo-yearly-rebalance');
    const backtests = new BacktestStore(test.database);
    const ask = { parameters: {}, fromDate: null, toDate: null, initialCapital: '1000' };
    const model = await idOf('portfolios', 'permanent');
    const system = await idOf('strategies', 'rebalance');
    await backtests.create({
      ...ask,
      userId: null,
      portfolioId: model,
      strategyId: system,
    });
    for (const portfolioId of [demo?.portfolioId ?? '', model]) {
      for (const strategyId of [own, system]) {
        await backtests.create({ ...ask, userId, portfolioId, strategyId });
      }
    }
    await session.execute(
      `insert into api_keys (id, user_id, name, prefix, key_hash)
       values (gen_random_uuid(), $1, 'k', 'hw_abc', repeat('0', 64))`,
      [userId],
    );
    await session.execute(
      `insert into performance_metrics (backtest_id)
       select id from backtests where user_id = $1 limit 1`,
      [userId],
    );
    await new UserStore(test.database).remove(DEMO_USER.email);
    expect(await counts()).toEqual({
      ...before,
      users: 0,
      portfolios: (before['portfolios'] ?? 0) - 1,
      portfolio_holdings: (before['portfolio_holdings'] ?? 0) - 3,
      strategies: (before['strategies'] ?? 0) - 1,
      strategy_configs: (before['strategy_configs'] ?? 0) - 1,
      user_strategies: 0,
      backtests: 1,
    });
    await sow(test.database);
    expect(await counts()).toEqual({ ...before, backtests: 1 });
  });

  it('refuse where a user has taken a slug of the system', async () => {
    const { id } = await new UserStore(test.database).add({
      email: 'ann@example.org',
      username: 'ann',
      passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
    });
    const taken = { slug: 'momentum', name: 'Mine', description: '', kind: 'momentum' } as const;
    const strategies = new StrategyStore(test.database);
    const version = { name: 'first', parameters: {} };
    await expect(strategies.create(id, taken, version)).rejects.toMatchObject({
      code: 'SLUG_RESERVED',
      detail: { field: 'slug', value: '"momentum"' },
    });
  });
});
