import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/store/entities/columns.js';
import { runFixtureNight } from '../fixturePortfolios.js';
import { onePortfolioSet, type PortfolioSet } from './onePortfolioSet.js';

let set: PortfolioSet;
beforeAll(async () => {
  set = await onePortfolioSet();
});

const OF_PORTFOLIO = ['', '/performance', '/metrics'];
const OF_BACKTEST = [
  '',
  '/performance',
  '/trades',
  '/allocations',
  '/dividends',
  '/payments',
  '/metrics',
];
const PUBLIC = [
  '/v1/strategies',
  '/v1/strategies/rebalance',
  '/v1/strategies/rebalance/versions',
  '/v1/portfolios',
  ...OF_PORTFOLIO.map((part) => `/v1/portfolios/sixty-forty${part}`),
  '/v1/backtests',
];

/** What an answer says, without the address that was asked. */
const told = (text: string, url: string): string => text.replaceAll(url, '');

describe('what is private', () => {
  const privateOnes = (): [of: string, missing: string, parts: readonly string[]][] => [
    [`/v1/portfolios/${set.closed}`, `/v1/portfolios/${newId()}`, OF_PORTFOLIO],
    [`/v1/backtests/${set.byHand}`, `/v1/backtests/${newId()}`, OF_BACKTEST],
    ['/v1/strategies/cleos-edge', '/v1/strategies/nobodys-edge', ['', '/versions']],
  ];

  it('is answered to its owner, and kept by nobody', async () => {
    for (const [path, , parts] of privateOnes()) {
      for (const part of parts) {
        const { status, headers } = await set.app.get(path + part, set.cleo.headers);
        expect([path + part, status]).toEqual([path + part, 200]);
        expect([headers['cache-control'], headers['etag']]).toEqual(['no-store', undefined]);
      }
    }
  });

  it('looks to others as if it were not there, byte by byte', async () => {
    for (const [path, missing, parts] of privateOnes()) {
      for (const part of parts) {
        for (const headers of [{}, set.dan.headers]) {
          const foreign = await set.app.get(path + part, headers);
          const none = await set.app.get(missing + part, headers);
          expect([path + part, foreign.status]).toEqual([path + part, 404]);
          expect(told(foreign.text, path)).toBe(told(none.text, missing));
          const ids = ['x-request-id', 'content-length', 'date'];
          const shown = (all: object) =>
            Object.entries(all).filter(([name]) => !ids.includes(name));
          expect(shown(foreign.headers)).toEqual(shown(none.headers));
        }
      }
    }
    for (const url of [
      '/v1/portfolios/no%20slug',
      '/v1/backtests/nonsense',
      '/v1/strategies/a_b',
    ]) {
      expect([url, (await set.app.get(url)).status]).toEqual([url, 404]);
    }
  });

  it("is what others ran on one's public portfolio, too", async () => {
    const seen = async (headers: object): Promise<number> =>
      (await set.app.get(`/v1/backtests/${set.ofDan}`, { ...headers })).status;
    expect([await seen(set.dan.headers), await seen(set.cleo.headers), await seen({})]).toEqual([
      200, 404, 404,
    ]);
  });
});

describe('what is public', () => {
  it.each(PUBLIC)(
    '%s is kept and asked about each time: 304 while it stays the same',
    async (url) => {
      const first = await set.app.get(url);
      expect(first.status).toBe(200);
      expect(first.headers['etag']).toMatch(/^"[\w-]{32}"$/);
      expect(first.headers['cache-control']).toBe('public, no-cache');
      expect(first.headers['vary']).toBe('Accept, Authorization');
      const held = { 'if-none-match': `"other", W/${first.headers['etag']!}` };
      const again = await set.app.get(url, held);
      expect([again.status, again.text]).toEqual([304, '']);
      expect(again.headers['etag']).toBe(first.headers['etag']);
      const head = await set.app.send('HEAD', url);
      expect([head.status, head.text, head.headers['etag']]).toEqual([
        200,
        '',
        first.headers['etag'],
      ]);
      const signedIn = await set.app.get(url, { ...held, ...set.cleo.headers });
      expect([signedIn.status, signedIn.headers['etag']]).toEqual([200, undefined]);
      expect(signedIn.headers['cache-control']).toBe('no-store');
    },
  );

  it('is never answered as it was: a night that runs again within one snapshot changes the tag', async () => {
    const url = '/v1/portfolios/sixty-forty/performance';
    const first = await set.app.get(url);
    await set.app.database.session.execute(
      `update strategy_configs set parameters = '{"frequency": "monthly"}'
       where strategy_id = (select id from strategies where slug = 'rebalance')`,
    );
    await runFixtureNight(set.app.database);
    const again = await set.app.get(url, { 'if-none-match': first.headers['etag']! });
    expect(again.status).toBe(200);
    expect(again.json.meta['snapshot']).toBe(first.json.meta['snapshot']);
    expect(again.json.data.at(-1)).not.toEqual(first.json.data.at(-1));
  });
});
