import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ENGINE_VERSION } from '../../../src/analytics/report/versions.js';
import { RISK_METRIC_FIELDS } from '../../../src/store/entities/riskMetrics.js';
import type { Answered } from '../testApplication.js';
import { onePortfolioSet, type PortfolioSet } from './onePortfolioSet.js';

let set: PortfolioSet;
beforeAll(async () => {
  set = await onePortfolioSet();
});

const get = (url: string, headers = {}): Promise<Answered> =>
  set.app.get(`/v1/portfolios${url}`, headers);
const names = async (url: string, headers = {}): Promise<unknown[]> =>
  (await get(url, headers)).json.data.map(({ name }) => name);

describe('/v1/portfolios', () => {
  it("lists public ones to everybody and one's own to oneself", async () => {
    expect(await names('')).toEqual(['=Open', '60/40']);
    expect(await names('?scope=public', set.cleo.headers)).toEqual(['=Open', '60/40']);
    expect(await names('?scope=own', set.cleo.headers)).toEqual(['Priceless', 'Closed', '=Open']);
    expect(await names('?scope=own', set.dan.headers)).toEqual([]);
    const nobody = await get('?scope=own');
    expect([nobody.status, nobody.json.code]).toEqual([401, 'NOT_SIGNED_IN']);
  });

  it('pages, each order with its own cursor', async () => {
    const first = await get('?limit=1');
    expect(await names(`?limit=1&cursor=${first.json.page.next!}`)).toEqual(['60/40']);
    const other = await get(`?scope=public&cursor=${first.json.page.next!}`);
    expect(other.json.code).toBe('BAD_CURSOR');
  });

  it('tells what one holds, what is left as cash, and how its night went', async () => {
    const { json } = await get('/sixty-forty');
    expect(json.data).toMatchObject({
      slug: 'sixty-forty',
      isOwn: false,
      initialCapital: '10000.00',
      benchmark: 'SPY',
      cash: 0,
      holdings: [
        { symbol: 'SPY', name: 'SPDR 500 Trust', allocation: 0.6 },
        { symbol: 'AGG', allocation: 0.4 },
      ],
      nightly: { strategy: 'rebalance', status: 'completed', error: null },
    });
    const open = await get(`/${set.open.toUpperCase()}`, set.cleo.headers);
    expect(open.json.data).toMatchObject({ isOwn: true, cash: 0.1 });
    const waiting = await get(`/${set.priceless}`, set.cleo.headers);
    expect(waiting.json.data).toMatchObject({ nightly: null });
  });

  it('is a table of portfolios, and one of holdings', async () => {
    const list = parse((await get('?format=csv')).text, { columns: true });
    expect(list).toEqual([
      expect.objectContaining({ name: "'=Open", initialCapital: '5000.00', cash: '0.1' }),
      expect.objectContaining({ name: '60/40', slug: 'sixty-forty' }),
    ]);
    const holdings = parse((await get('/sixty-forty?format=csv')).text, { columns: true });
    expect(holdings[0]).toEqual({ symbol: 'SPY', name: 'SPDR 500 Trust', allocation: '0.6' });
  });
});

describe('/v1/portfolios/{id}/performance', () => {
  const path = '/sixty-forty/performance';

  it('is the path of the newest completed night', async () => {
    const { json } = await get(path);
    const rows = json.data as unknown as Record<string, number | string>[];
    expect(rows[0]).toMatchObject({ date: '2023-01-03', equity: '10000.00', growth: 1 });
    expect(rows.at(-1)).toMatchObject({ date: '2024-12-31' });
    const equity = Number(rows.at(-1)!['equity']);
    expect(Number(rows.at(-1)!['growth'])).toBeCloseTo(equity / 10_000, 5);
    expect(json.meta['backtest']).toMatchObject({
      strategy: 'rebalance',
      snapshot: json.meta['snapshot'],
      engineVersion: ENGINE_VERSION,
    });
    const held = await get(`${path}?strategy=buy-and-hold&from=2024-12-31`);
    expect(held.json.meta['backtest']).toMatchObject({ strategy: 'buy-and-hold' });
    expect(held.json.data[0]).not.toEqual(rows.at(-1));
  });

  it('takes dates, and pages within them', async () => {
    const range = 'from=2024-01-05&to=2024-02-10';
    const all = (await get(`${path}?${range}`)).json.data;
    expect([all[0]!['date'], all.at(-1)!['date']]).toEqual(['2024-01-05', '2024-02-09']);
    const paged: unknown[] = [];
    let cursor = '';
    do {
      const { json } = await get(`${path}?${range}&limit=10${cursor}`);
      paged.push(...json.data);
      cursor = json.page.next === null ? '' : `&cursor=${json.page.next}`;
    } while (cursor !== '' && paged.length < 100);
    expect(paged).toEqual(all);
    expect((await get(`${path}?from=2025-06-01`)).json.data).toEqual([]);
    expect((await get(`${path}?from=2024-02-01&to=2024-01-01`)).json.code).toBe(
      'INVALID_PARAMETER',
    );
    const rows = parse((await get(`${path}?${range}&format=csv`)).text, { columns: true });
    expect(Object.keys(rows[0] as object)).toEqual(Object.keys(all[0]!));
    expect(rows).toHaveLength(all.length);
  });

  it('says why there is none', async () => {
    const before = set.beforeTheNight;
    expect([before.status, before.json.code]).toEqual([404, 'PORTFOLIO_NOT_RUN']);
    expect(before.json.detail).toContain('first nightly run');
    const waiting = await get(`/${set.priceless}/performance`, set.cleo.headers);
    expect([waiting.status, waiting.json.code]).toEqual([404, 'PORTFOLIO_NOT_RUN']);
    const broken = `/${set.open}/performance?strategy=cleos-broken`;
    const failed = await get(broken, set.cleo.headers);
    expect([failed.status, failed.json.code]).toEqual([404, 'PORTFOLIO_NOT_RUN']);
    expect(failed.json.detail).toContain(
      'its newest run is failed: momentum: the parameter lookback',
    );
    expect((await get(broken)).json.detail).not.toContain('lookback');
    const other = await get(`${path}?strategy=momentum`);
    expect([other.status, other.json.code]).toEqual([404, 'PORTFOLIO_NOT_RUN']);
  });
});

describe('/v1/portfolios/{id}/metrics', () => {
  it('are those of the run over the whole length, to the bit, and by window those it stored', async () => {
    const { json } = await get('/sixty-forty/metrics?window=max');
    const { backtest } = json.meta as { backtest: { id: string } };
    const stored = await set.app.get(`/v1/backtests/${backtest.id}/metrics`);
    const values = (answer: Answered['json']): unknown => answer.data['metrics'];
    expect(values(json)).toEqual(values(stored.json));
    const [{ windows } = { windows: {} }] = await set.app.database.session.query<{
      windows: Record<string, { figures: Record<string, number | null> }>;
    }>(`select results -> 'windows' as windows from backtests where id = $1`, [backtest.id]);
    for (const window of ['1m', 'ytd', '1y', '3y']) {
      const asked = await get(
        `/sixty-forty/metrics?window=${window}&metrics=${RISK_METRIC_FIELDS.join(',')}`,
      );
      expect([window, values(asked.json)]).toEqual([window, windows[window]!.figures]);
    }
  });

  it('take a benchmark, a rate, a basis and detail', async () => {
    const query = 'metrics=beta,sharpe&benchmark=AGG&riskFreeRate=0.01&basis=monthly&detail=true';
    const { json } = await get(`/${set.closed}/metrics?${query}`, set.cleo.headers);
    expect(json.data).toMatchObject({
      portfolio: set.closed,
      strategy: 'rebalance',
      window: '1y',
      benchmark: 'AGG',
      riskFreeRate: 0.01,
      observations: 12,
      metrics: { beta: { n: 12, reason: null } },
    });
    expect(json.data).not.toHaveProperty('symbol');
    const none = await get('/sixty-forty/metrics?benchmark=NOPE');
    expect([none.status, none.json.code]).toEqual([404, 'BENCHMARK_NOT_FOUND']);
    const { text } = await get('/sixty-forty/metrics?metrics=cagr&format=csv');
    const [row] = parse<Record<string, string>>(text, { columns: true });
    expect(row).toMatchObject({ strategy: 'rebalance', window: '1y', benchmark: 'SPY' });
    expect(Number(row!['cagr'])).not.toBeNaN();
  });
});
