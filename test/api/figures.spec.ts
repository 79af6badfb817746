import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../src/analytics/frames/figures.js';
import { METRIC_IDS } from '../../src/analytics/metrics/registry.js';
import { WINDOWS } from '../../src/domain/window.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { SeriesStore } from '../../src/store/series.store.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await openTestApplication();
});
afterAll(() => app.close());

const figures = async (symbol: string, query = '') => {
  const { status, json } = await app.get(`/v1/assets/${symbol}/metrics${query}`);
  expect(status).toBe(200);
  return json.data as unknown as Record<string, unknown> & { metrics: Record<string, unknown> };
};

describe('/v1/assets/{symbol}/metrics', () => {
  it('answers the published year unless told otherwise', async () => {
    const answer = await figures('agg');
    expect(answer).toMatchObject({
      symbol: 'AGG',
      window: '1y',
      from: '2023-12-29',
      to: '2024-12-31',
      observations: 252,
      benchmark: 'SPY',
      riskFreeRate: 0.02,
      convention: 'highwater',
    });
    expect(Object.keys(answer.metrics)).toEqual([...METRIC_IDS]);
  });

  it.each(WINDOWS)('gives the same %s figures stored and computed', async (window) => {
    for (const symbol of ['SPY', 'AGG', 'SPLT', 'BRK.B']) {
      app.statements();
      const stored = await figures(symbol, `?window=${window}&detail=true`);
      expect(app.statements().join()).not.toContain('price_series');
      const loaded = await new SeriesStore(app.database).load(symbol);
      const benchmark = await new SeriesStore(app.database).load('SPY');
      const computed = figuresOf({
        series: loaded!.series,
        benchmark: benchmark!.series,
        isBenchmark: symbol === 'SPY',
        riskFree: 0.02,
        range: { window },
      });
      expect([stored['from'], stored['to']]).toEqual([computed.from, computed.to]);
      for (const id of METRIC_IDS) expect(stored.metrics[id]).toMatchObject(computed.figures[id]);
    }
  });

  it('computes the same through its other door: from and to of the published window', async () => {
    const stored = await figures('SPLT', '?window=1y&detail=true');
    app.statements();
    const computed = await figures('SPLT', '?from=2023-12-31&to=2024-12-31&detail=true');
    expect(app.statements().join()).toContain('price_series');
    expect(computed).toEqual({ ...stored, window: null });
  });

  it('takes another benchmark, another rate, another day', async () => {
    const [standard, other] = [await figures('AGG'), await figures('AGG', '?benchmark=splt')];
    expect(other['benchmark']).toBe('SPLT');
    expect(other.metrics['beta']).not.toBe(standard.metrics['beta']);
    expect(other.metrics['volatility']).toBe(standard.metrics['volatility']);
    const rate = await figures('AGG', '?riskFreeRate=0.05');
    expect(rate.metrics['sharpe']).toBeLessThan(standard.metrics['sharpe'] as number);
    const earlier = await figures('AGG', '?asOf=2024-06-30');
    expect(earlier).toMatchObject({ from: '2023-06-28', to: '2024-06-28', window: '1y' });
    expect(await figures('AGG', '?asOf=2031-01-01')).toEqual(standard);
    const asOf = await figures('AGG', `?window=ytd&asOf=${tradingDate('2024-03-28')}`);
    expect(asOf['from']).toBe('2023-12-29');
  });

  it('says why a figure is missing and what each rests on', async () => {
    const { metrics } = await figures('BRK.B', '?window=1y&detail=true');
    expect(metrics['sharpe']).toEqual({
      value: null,
      n: 0,
      low: null,
      high: null,
      reason: 'insufficient-history',
      definition: expect.stringMatching(/^sharpe@\w+$/),
    });
    const empty = await figures('EMPTY');
    expect(empty).toMatchObject({ from: null, to: null, observations: 0 });
    expect(Object.values(empty.metrics).every((value) => value === null)).toBe(true);
  });

  it.each([
    ['window=2y', 'window'],
    ['window=1y&from=2024-01-01', 'window'],
    ['to=2024-01-01', 'to'],
    ['from=2024-02-01&to=2024-01-01', 'from'],
    ['benchmark=%27', 'benchmark'],
    ['riskFreeRate=2%25', 'riskFreeRate'],
    ['riskFreeRate=NaN', 'riskFreeRate'],
    ['riskFreeRate=-1', 'riskFreeRate'],
    ['riskFreeRate=1e99', 'riskFreeRate'],
    ['convention=quantstats', 'convention'],
    ['asOf=yesterday', 'asOf'],
    ['detail=yes', 'detail'],
  ])('refuses %s', async (query, field) => {
    const { status, json } = await app.get(`/v1/assets/SPY/metrics?${query}`);
    expect([status, json.code, json.errors[0]?.field]).toEqual([400, 'INVALID_PARAMETER', field]);
    if (field === 'convention') expect(json.errors[0]!.accepts).toBe('highwater');
  });

  it('has no unknown benchmark', async () => {
    const { status, json } = await app.get('/v1/assets/SPY/metrics?benchmark=NOPE');
    expect([status, json.code]).toEqual([404, 'ASSET_NOT_FOUND']);
    expect(json.detail).toContain('NOPE');
  });
});

describe('/v1/metrics', () => {
  const screen = async (query: string) => {
    const { status, json } = await app.get(`/v1/metrics?${query}`);
    expect(status).toBe(200);
    return json.data;
  };

  it('gives a flat row per asset, as its own metrics say', async () => {
    const found = await screen('window=6m');
    expect(found.map(({ symbol }) => symbol)).toEqual(['AGG', 'BRK.B', 'SPLT', 'SPY']);
    for (const { symbol, name, ...row } of found) {
      expect(name).toEqual(expect.any(String));
      const { metrics, ...answer } = await figures(symbol as string, '?window=6m');
      const { window, from, to, observations } = answer;
      expect(row).toEqual({ window, from, to, observations, ...metrics });
    }
  });

  it('shows the fields asked for, money as text', async () => {
    const found = await screen(
      'fields=assetsUnderManagement,sharpe,expenseRatio&filter=symbol=SPY',
    );
    expect(Object.keys(found[0]!).slice(6)).toEqual([
      'assetsUnderManagement',
      'sharpe',
      'expenseRatio',
    ]);
    expect(found[0]).toMatchObject({
      assetsUnderManagement: '564000000000.25',
      expenseRatio: 0.000945,
    });
  });

  it.each([
    ['sharpe>=0.5', ['SPLT', 'SPY']],
    ['sharpe<0.5', ['AGG']],
    ['type!=etf', ['BRK.B']],
    ['category="Bond, Intermediate",maxDrawdown>-0.9', ['AGG']],
    ['category=Large Blend', ['SPY']],
    [' sharpe > 0 , observations=252 ', ['AGG', 'SPLT', 'SPY']],
    ['assetsUnderManagement>=90000000000', ['AGG', 'SPY']],
    ["name='; drop table assets; --", []],
  ])('filters by %s', async (filter, expected) => {
    const found = await screen(`filter=${encodeURIComponent(filter)}`);
    expect(found.map(({ symbol }) => symbol)).toEqual(expected);
  });

  it('sorts and pages by a figure, missing ones last', async () => {
    const sorted = ['SPY', 'SPLT', 'AGG', 'BRK.B'];
    expect((await screen('sort=-sharpe')).map(({ symbol }) => symbol)).toEqual(sorted);
    const walked: unknown[] = [];
    let cursor = '';
    do {
      const { json } = await app.get(`/v1/metrics?sort=-sharpe&limit=1${cursor}`);
      walked.push(json.data[0]!['symbol']);
      cursor = json.page.next === null ? '' : `&cursor=${json.page.next}`;
    } while (cursor !== '' && walked.length < 20);
    expect(walked).toEqual(sorted);
  });

  it.each([
    'filter=sharpe',
    'filter=sharpe>=',
    'filter=sharpe>=abc',
    'filter=nope>1',
    'filter=category>A',
    'filter=sharpe>1,',
    'filter=,',
    `filter=${'sharpe>0,'.repeat(21)}sharpe>0`,
    'filter=1=1 or sharpe>0',
    'fields=sharpe,nope',
    'fields=symbol',
    'fields=',
    'sort=password',
    'sort=--sharpe',
    'window=',
  ])('refuses %s', async (query) => {
    const { status, json } = await app.get(`/v1/metrics?${encodeURI(query)}`);
    expect([status, json.code]).toEqual([400, 'INVALID_PARAMETER']);
  });
});
