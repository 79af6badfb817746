import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { toEpochDay, tradingDate } from '../../../src/domain/tradingDate.js';
import { describeWithSharedData, sharedData } from '../../setup/sharedData.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';
import { answered, storeCloses } from './simulated.js';

interface WhatIf {
  readonly request: Record<string, unknown> & { url: string };
  readonly metrics: Record<string, number | null>;
  readonly series?: { date: string[]; equity: string[]; drawdown: number[] };
  readonly account: Record<string, string>;
  readonly trades?: { symbol: string; date: string }[];
  readonly notes: { kind: string }[];
}

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const ask = (query: string) => app.get(`/v1/what-if?${query}`);
const whatIf = async (query: string): Promise<WhatIf> =>
  (await answered(`/v1/what-if?${query}`)).json.data as unknown as WhatIf;

const BALANCED = 'weights=SPY:0.6,AGG:0.4&rebalance=monthly';

describe('a what-if', () => {
  it('is a backtest with its request, every default filled in', async () => {
    const { request, series, account, metrics, notes } = await whatIf(BALANCED);
    expect(request).toMatchObject({
      weights: { AGG: 0.4, SPY: 0.6 },
      strategy: 'rebalance',
      parameters: { frequency: 'monthly', offset: 0 },
      from: null,
      to: '2024-12-31',
      benchmark: 'SPY',
      riskFreeRate: 0.02,
      initialCapital: '10000.00',
      dividends: 'adjusted',
      metrics: null,
    });
    // AGG has no earlier price.
    expect(series?.date[0]).toBe('2023-01-03');
    expect(series?.equity[0]).toBe('10000.00');
    expect(series?.equity.at(-1)).toBe(account['finalEquity']);
    const growth = Number(account['finalEquity']) / 10_000 - 1;
    expect(metrics['totalReturn']).toBeCloseTo(growth, 5);
    expect(Math.min(...series!.drawdown)).toBeCloseTo(metrics['maxDrawdown']!, 12);
    expect(notes).toEqual([]);
  });

  it('takes a strategy with its parameters, and assets that they name', async () => {
    const rule = 'strategy=dual-momentum&lookback=5&safeAsset=agg&frequency=weekly';
    const { request, trades } = await whatIf(`weights=SPY,SPLT&${rule}&from=2024-01-02`);
    expect(request).toMatchObject({
      weights: { SPLT: 0.5, SPY: 0.5 },
      parameters: { lookback: 5, safeAsset: 'AGG', frequency: 'weekly', top: 1 },
    });
    expect(trades!.some(({ symbol }) => symbol === 'AGG')).toBe(true);
    const bands = await whatIf(`${BALANCED.split('&')[0]!}&strategy=bands&strategyTo=edge`);
    expect(bands.request['parameters']).toMatchObject({ to: 'edge' });
  });

  it('takes costs, payments and dividends', async () => {
    const costs = 'feeBps=10&spreadBps=4&managementFee=0.01&dividends=cash';
    const { account, request } = await whatIf(
      `weights=SPY&${costs}&contribution=100&contributionGrowth=.05&withdrawalFraction=0.001&withdrawalFrequency=yearly`,
    );
    for (const name of ['commission', 'spread', 'managementFee', 'dividendsReceived']) {
      expect([name, Number(account[name]) > 0]).toEqual([name, true]);
    }
    expect(request['flows']).toMatchObject([
      { kind: 'contribution', amount: '100.00', frequency: 'monthly', growthAnnual: 0.05 },
      { kind: 'withdrawal', amount: null, fraction: 0.001, frequency: 'yearly' },
    ]);
  });

  it('holds what was asked for, and comes as CSV', async () => {
    const { metrics, series, trades } = await whatIf(
      `${BALANCED}&metrics=sharpe,cagr&include=trades`,
    );
    expect(Object.keys(metrics)).toEqual(['cagr', 'sharpe']);
    expect([series, trades!.length > 0]).toEqual([undefined, true]);
    const { text, headers } = await ask(`weights=SPY&to=2022-06-03&format=csv&benchmark=agg`);
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'date,equity,cash,growth,drawdown,benchmark',
      '2022-06-01,10000.00,0.00,1,0,',
    ]);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(headers['content-disposition']).toContain('what-if.csv');
    expect(headers['x-highwater-as-of']).toBe('2024-12-31');
  });
});

describe('spellings of one request', () => {
  const spellings = [
    BALANCED,
    'rebalance=monthly&weights=AGG:.4,SPY:0.60',
    'weights=spy:0.6, agg:4e-1&strategy=Rebalance&frequency=monthly',
    `${BALANCED}&initialCapital=10000.00&dividends=ADJUSTED&feeBps=0&offset=0`,
    `${BALANCED}&include=drawdowns,calendar,contributions,positions,payments,dividends,trades,weights,series`,
  ];

  it('have one address, one tag and the same bytes', async () => {
    const answers = await Promise.all(spellings.map((it) => ask(encodeURI(it))));
    const [first] = answers;
    const url = '/v1/what-if?weights=AGG:0.4,SPY:0.6&strategy=rebalance&frequency=monthly';
    expect(first!.headers['link']).toBe(`<${url}>; rel="canonical"`);
    for (const { text, headers } of answers) {
      expect(headers['etag']).toBe(first!.headers['etag']);
      expect(headers['link']).toBe(first!.headers['link']);
      expect(text === first!.text).toBe(true);
    }
    const canonical = await app.get(url);
    expect([canonical.text === first!.text, canonical.headers['etag']]).toEqual([
      true,
      first!.headers['etag'],
    ]);
  });

  it('are answered 304 without a simulation where the reader has the answer', async () => {
    const { headers } = await ask(BALANCED);
    app.statements();
    const again = await app.get(`/v1/what-if?${encodeURI(spellings[2]!)}`, {
      'if-none-match': headers['etag']!,
    });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(again.headers['link']).toBe(headers['link']);
    expect(app.statements().some((it) => it.includes('price_series'))).toBe(false);
  });

  it('differ where the answer differs', async () => {
    const others = ['rebalance=yearly', 'rebalance=monthly&to=2024-06-28', 'rebalance=none'];
    const tags = await Promise.all(
      [BALANCED, ...others.map((it) => `weights=SPY:0.6,AGG:0.4&${it}`)].map(
        async (it) => (await ask(it)).headers['etag'],
      ),
    );
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('histories of what-ifs', () => {
  const dates = Int32Array.from({ length: 60 }, (_, i) => 19_700 + i);
  const rising = Float64Array.from(dates, (_, i) => 100 + i);
  const isRead = (): boolean => app.statements().some((it) => it.includes('s.dates, s.close'));
  const total = async (query = ''): Promise<number> =>
    (await whatIf(`weights=KEPT&metrics=totalReturn&include=none${query}`)).metrics['totalReturn']!;

  it('are read again only where they have changed', async () => {
    await storeCloses('KEPT', dates, rising);
    app.statements();
    expect([await total(), isRead()]).toEqual([expect.closeTo(0.59, 9), true]);
    expect([await total('&feeBps=0'), isRead()]).toEqual([expect.closeTo(0.59, 9), false]);
    // Now with its actions, of which there are none.
    expect([await total('&dividends=cash'), isRead()]).toEqual([expect.closeTo(0.59, 9), true]);
    expect([await total('&dividends=reinvest'), isRead()]).toEqual([
      expect.closeTo(0.59, 9),
      false,
    ]);
    await storeCloses('KEPT', dates, rising.with(59, 200));
    expect([await total(), isRead()]).toEqual([expect.closeTo(1, 9), true]);
  });

  it('see a dividend that is new', async () => {
    const paid = async (): Promise<string | undefined> =>
      (await whatIf('weights=KEPT&dividends=cash&include=none')).account['dividendsReceived'];
    expect(await paid()).toBe('0.00');
    await app.database.session.execute(
      `insert into corporate_actions (asset_id, ex_date, kind, value, source, run_id)
       select id, '2024-01-02', 'dividend', 1, 'simulated', $1 from assets where symbol = 'KEPT'`,
      [app.runId],
    );
    expect(await paid()).toBe('100.00');
  });
});

describeWithSharedData('60 % SPY and 40 % AGG by PerformanceAnalytics', () => {
  const read = (path: string): string => readFileSync(sharedData(path)!, 'utf8');
  const { cases } = JSON.parse(read('data/reference/portfolio_60_40.json')) as {
    cases: { metric: string; expected: number }[];
  };

  /** The adjusted closes of a file, stored as they are under a symbol of their own. */
  async function store(symbol: string, own: string): Promise<void> {
    const [header, ...lines] = read(`data/prices/${symbol}.csv`).trim().split('\n');
    const column = header!.split(',').indexOf('adj_close');
    const rows = lines.map((line) => line.split(','));
    const closes = Float64Array.from(rows, (row) => Number(row[column]));
    const dates = Int32Array.from(rows, ([date]) => toEpochDay(tradingDate(date!)));
    await storeCloses(own, dates, closes);
  }

  it.each([
    ['none', 'none'],
    ['months', 'monthly'],
    ['years', 'yearly'],
  ])('rebalanced %s', async (rule, rebalance) => {
    await store('SPY', 'SPY-ADJUSTED');
    await store('AGG', 'AGG-ADJUSTED');
    const { metrics, account } = await whatIf(
      `weights=SPY-ADJUSTED:0.6,AGG-ADJUSTED:0.4&rebalance=${rebalance}&from=2005-01-03&to=2023-12-29&initialCapital=1000000000&riskFreeRate=0&include=none&metrics=volatility,maxDrawdown`,
    );
    const expected = (metric: string): number =>
      cases.find((it) => it.metric === `portfolio_${metric}_rebalance_${rule}`)!.expected;
    const earned = Number(account['finalEquity']) / 1e9 - 1;
    expect(Math.abs(earned - expected('cumulative_return'))).toBeLessThan(1e-8);
    expect(Math.abs(metrics['volatility']! - expected('annualized_stddev'))).toBeLessThan(1e-8);
    expect(Math.abs(-metrics['maxDrawdown']! - expected('max_drawdown'))).toBeLessThan(1e-8);
  });
});
