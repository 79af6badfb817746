import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RISK_METRIC_FIELDS } from '../../src/store/entities/riskMetrics.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await openTestApplication();
});
afterAll(() => app.close());

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
      const metrics = RISK_METRIC_FIELDS.join(',');
      const { json } = await app.get(
        `/v1/assets/${String(symbol)}/metrics?window=6m&metrics=${metrics}`,
      );
      const { window, from, to, observations, metrics: own } = json.data as Record<string, unknown>;
      expect(row).toEqual({ window, from, to, observations, ...(own as object) });
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
