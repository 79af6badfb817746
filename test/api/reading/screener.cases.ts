import { beforeAll, describe, expect, it } from '@jest/globals';
import { RISK_METRIC_FIELDS } from '../../../src/store/entities/riskMetrics.js';
import { METRIC_IDS } from '../../../src/analytics/metrics/registry.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
const isStored = (id: string): boolean => (RISK_METRIC_FIELDS as readonly string[]).includes(id);
beforeAll(async () => {
  app = await oneApplication();
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

  it('computes metrics that the snapshot does not hold for the rows of the page', async () => {
    const url = '/v1/metrics?window=6m&fields=kelly,sharpe,painIndex,type&sort=-sharpe&limit=2';
    const { json } = await app.get(url);
    expect(json.data).toHaveLength(2);
    for (const row of json.data) {
      expect(Object.keys(row).slice(6)).toEqual(['kelly', 'sharpe', 'painIndex', 'type']);
      const symbol = String(row['symbol']);
      const own = await app.get(
        `/v1/assets/${symbol}/metrics?window=6m&metrics=kelly,sharpe,painIndex`,
      );
      const { kelly, sharpe, painIndex } = row;
      expect(own.json.data).toMatchObject({ metrics: { kelly, sharpe, painIndex } });
    }
    const { text } = await app.get(`${url}&format=csv`);
    expect(text.split('\r\n')[0]).toMatch(/observations,kelly,sharpe,painIndex,type$/);
  });

  it('computes only what a page can bear, and says how much that is', async () => {
    const eleven = METRIC_IDS.filter((id) => !isStored(id)).slice(0, 11);
    const { status, json } = await app.get(`/v1/metrics?fields=${eleven.join(',')}`);
    expect([status, json.errors[0]]).toEqual([
      400,
      expect.objectContaining({ field: 'limit', accepts: 'at most 90 rows with these fields' }),
    ]);
    expect((await app.get(`/v1/metrics?fields=${eleven.join(',')}&limit=90`)).status).toBe(200);
  });

  it.each(['sort=kelly', 'filter=kelly>0'])('refuses %s and names what there is', async (query) => {
    const { status, json } = await app.get(`/v1/metrics?${encodeURI(query)}`);
    expect([status, json.errors[0]!.field]).toEqual([400, query.split('=')[0]]);
    expect(json.errors[0]!.accepts).toContain('symbol, name, observations, totalReturn');
    expect(json.errors[0]!.accepts).not.toContain('kelly');
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
