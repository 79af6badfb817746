import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const symbols = async (url: string): Promise<unknown[]> =>
  (await app.get(url)).json.data.map(({ symbol }) => symbol);

/** All pages of a list, followed through their cursors. */
async function walk(url: string, limit: number): Promise<unknown[]> {
  const found: unknown[] = [];
  let cursor: string | null = null;
  do {
    const glue = url.includes('?') ? '&' : '?';
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, json } = await app.get(`${url}${glue}limit=${String(limit)}${next}`);
    expect(status).toBe(200);
    expect(json.data.length).toBeLessThanOrEqual(limit);
    found.push(...json.data.map(({ symbol }) => symbol));
    cursor = json.page.next;
  } while (cursor !== null && found.length < 50);
  return found;
}

describe('/v1/assets', () => {
  it('lists every asset with its facts and its dates', async () => {
    const { status, json } = await app.get('/v1/assets');
    expect(status).toBe(200);
    expect(json.data.map(({ symbol }) => symbol)).toEqual(['AGG', 'BRK.B', 'EMPTY', 'SPLT', 'SPY']);
    expect(json.data[4]).toEqual({
      symbol: 'SPY',
      name: 'SPDR 500 Trust',
      type: 'etf',
      sector: null,
      currency: 'USD',
      exchange: 'NYSEArca',
      active: true,
      category: 'Large Blend',
      issuer: 'State Street',
      expenseRatio: 0.000945,
      assetsUnderManagement: '564000000000.25',
      firstDate: '2022-06-01',
      lastDate: '2024-12-31',
    });
    expect(json.data[2]).toMatchObject({ firstDate: null, lastDate: null, name: null });
    expect(json.meta).toMatchObject({
      asOf: '2024-12-31',
      source: 'simulated',
      nextUpdateAt: '2025-01-01T12:10:00.000Z',
    });
    expect(json.meta['notice']).toMatch(/simulated/);
    expect(json.page).toEqual({ next: null });
  });

  it('filters', async () => {
    expect(await symbols('/v1/assets?type=equity')).toEqual(['BRK.B']);
    expect(await symbols('/v1/assets?category=Large%20Blend')).toEqual(['SPY']);
    expect(await symbols('/v1/assets?issuer=BlackRock&type=etf')).toEqual(['AGG']);
    expect(await symbols('/v1/assets?sector=Financials')).toEqual(['BRK.B']);
    expect(await symbols('/v1/assets?q=SP')).toEqual(['SPLT', 'SPY']);
    expect(await symbols('/v1/assets?q=bond')).toEqual(['AGG']);
    expect(await symbols('/v1/assets?issuer=nobody')).toEqual([]);
  });

  it.each([
    ['%25', ['AGG']],
    ['_', ['AGG']],
    ['\\', []],
    ["'", []],
    ['%22core', ['AGG']],
  ])('takes the wildcard %s for itself', async (q, expected) => {
    expect(await symbols(`/v1/assets?q=${q}`)).toEqual(expected);
  });

  it('sorts both ways, missing values last, ties by symbol', async () => {
    const up = ['AGG', 'SPLT', 'SPY', 'BRK.B', 'EMPTY'];
    expect(await symbols('/v1/assets?sort=expenseRatio')).toEqual(up);
    const down = ['SPY', 'AGG', 'SPLT', 'BRK.B', 'EMPTY'];
    expect(await symbols('/v1/assets?sort=-expenseRatio')).toEqual(down);
    expect(await symbols('/v1/assets?sort=-symbol')).toEqual([
      'SPY',
      'SPLT',
      'EMPTY',
      'BRK.B',
      'AGG',
    ]);
  });

  it.each(['symbol', 'name', 'expenseRatio', 'assetsUnderManagement'])(
    'pages by %s without loss or repetition, either way',
    async (field) => {
      for (const sort of [field, `-${field}`]) {
        const whole = await symbols(`/v1/assets?sort=${sort}`);
        for (const limit of [1, 2, 3]) {
          expect(await walk(`/v1/assets?sort=${sort}`, limit)).toEqual(whole);
        }
      }
    },
  );

  it('shows one asset in any case with the facts of its fund', async () => {
    const { status, json } = await app.get('/v1/assets/spy');
    expect(status).toBe(200);
    expect(json.data).toMatchObject({
      symbol: 'SPY',
      inceptionDate: '1993-01-22',
      trackedIndex: null,
      sectorWeights: [{ name: 'Technology', weight: 0.3 }],
      countryWeights: [],
      topHoldings: [{ name: 'Apple', symbol: 'AAPL', weight: 0.07 }],
    });
    expect((await app.get('/v1/assets/brk.b')).json.data).toMatchObject({ sectorWeights: [] });
  });

  it.each([
    'NOPE',
    '%00',
    '%F0%9F%92%A9',
    'A'.repeat(90),
    "'%20or%201=1--",
    '..%2f..%2fetc',
    '%20',
  ])('has no asset %s', async (symbol) => {
    for (const path of ['', '/prices', '/actions', '/metrics']) {
      const { status, json, headers } = await app.get(`/v1/assets/${symbol}${path}`);
      expect([status, json.code]).toEqual([404, 'ASSET_NOT_FOUND']);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(headers['etag']).toBeUndefined();
    }
  });
});
