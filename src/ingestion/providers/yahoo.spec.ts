import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import {
  ScriptedServer,
  type ReceivedRequest,
  type ScriptedResponse,
} from '../../../test/providers/scriptedServer.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { YahooProvider } from './yahoo.js';

const signal = new AbortController().signal;
const to = tradingDate('2026-05-01');
const http = { initialBackoffMs: 1, maxBackoffMs: 2, maxRetries: 1 };
const now = (): Date => new Date('2026-05-02T12:00:00Z');

let server: ScriptedServer;
let yahoo: YahooProvider;

beforeAll(async () => void (server = await ScriptedServer.start()));
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  const { url } = server;
  yahoo = new YahooProvider({ now, http, baseUrls: { data: url, crumb: url, cookie: url } });
});
afterEach(() => yahoo.close());

const cookie: ScriptedResponse = {
  status: 404,
  headers: { 'set-cookie': ['A3=d; Domain=.yahoo.com; Path=/', 'A1=s; Secure'] },
  body: '',
};
const invalidCrumb: ScriptedResponse = {
  status: 401,
  body: {
    finance: { result: null, error: { code: 'Unauthorized', description: 'Invalid Crumb' } },
  },
};
const profile = (facts: object = {}): ScriptedResponse => ({
  body: {
    quoteSummary: {
      result: [{ quoteType: { quoteType: 'ETF', symbol: 'SPY', longName: 'S&P 500' }, ...facts }],
      error: null,
    },
  },
});
const paths = (): string[] => server.requests.map(({ path }: ReceivedRequest) => path);
const SUMMARY = '/v10/finance/quoteSummary/SPY';
const CRUMB = '/v1/test/getcrumb';

describe('YahooProvider', () => {
  it('asks for a range by its seconds, never for range=max, and up to today', async () => {
    const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
    server.otherwise(() => ({ status: 404, body: { chart: { result: null, error } } }));
    const from = tradingDate('2020-01-02');
    const request = { symbol: 'BRK.B', from, to: tradingDate('2020-01-03'), signal };
    await expect(yahoo.fetchHistory(request)).rejects.toMatchObject({ failure: 'not-found' });
    const [{ path, query }] = server.requests as [ReceivedRequest];
    expect(path).toBe('/v8/finance/chart/BRK-B');
    expect(Object.fromEntries(query)).toEqual({
      period1: String(Date.parse('2020-01-01T00:00:00Z') / 1000),
      period2: String(Date.parse('2026-05-04T00:00:00Z') / 1000),
      interval: '1d',
      events: 'div,splits,capitalGains',
      includePrePost: 'false',
    });
  });

  it('asks for share counts by the days of a range, and takes an unknown symbol for none', async () => {
    const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
    const unknown = { status: 404, body: { timeseries: { result: null, error } } };
    const counts = { timestamp: [1_577_923_200], shares_out: [5] };
    const body = { timeseries: { result: [counts], error: null } };
    server.enqueue(unknown, { body });
    const range = { from: tradingDate('2020-01-02'), to: tradingDate('2020-01-03'), signal };
    const request = { symbol: 'BRK.B', ...range };
    expect(await yahoo.fetchCapitalisations(request)).toEqual({ caps: [], findings: [] });
    const [{ path, query }] = server.requests as [ReceivedRequest];
    expect(path).toBe('/ws/fundamentals-timeseries/v1/finance/timeseries/BRK-B');
    expect(Object.fromEntries(query)).toEqual({
      symbol: 'BRK-B',
      period1: String(Date.parse('2020-01-02T00:00:00Z') / 1000),
      period2: String(Date.parse('2020-01-04T00:00:00Z') / 1000),
    });
    const { caps } = await yahoo.fetchCapitalisations(request);
    expect(caps).toMatchObject([{ date: '2020-01-02', marketCap: null }]);
    server.enqueue({ status: 500, body: 'x' }, { status: 500, body: 'x' });
    await expect(yahoo.fetchCapitalisations(request)).rejects.toMatchObject({
      failure: 'temporary',
    });
  });

  it.each([
    ['ETF', null],
    ['EQUITY', 7_432_309_760n],
  ])('takes the share count of an %s for %p', async (quoteType, expected) => {
    const defaultKeyStatistics = { sharesOutstanding: { raw: 7_432_309_760 } };
    const type = { quoteType: { quoteType, symbol: 'SPY' } };
    server.enqueue(cookie, { body: 'a-crumb' }, profile({ ...type, defaultKeyStatistics }));
    const found = await yahoo.fetchProfile('SPY', signal);
    expect(found?.sharesOutstanding).toBe(expected);
  });

  it('reads a range before the data as empty', async () => {
    const description = "Data doesn't exist for startDate = 1, endDate = 2";
    const error = { code: 'Bad Request', description };
    server.enqueue({ status: 400, body: { chart: { result: null, error } } });
    const history = await yahoo.fetchHistory({ symbol: 'SPY', from: null, to, signal });
    expect(history.bars).toEqual([]);
  });

  it('fetches the crumb once for several profiles at a time', async () => {
    server.otherwise(({ path }) => {
      if (path === '/') return cookie;
      return path === CRUMB ? { body: 'abc.DEF/123' } : profile();
    });
    await Promise.all([yahoo.fetchProfile('SPY', signal), yahoo.fetchProfile('SPY', signal)]);
    expect(paths()).toEqual(['/', CRUMB, SUMMARY, SUMMARY]);
    expect(server.requests[1]!.headers.cookie).toBe('A3=d; A1=s');
    expect(server.requests[2]!.headers.cookie).toBe('A3=d; A1=s');
    expect(server.requests[2]!.query.get('crumb')).toBe('abc.DEF/123');
  });

  it('fetches the crumb anew when it is refused, once', async () => {
    server.enqueue(cookie, { body: 'first-crumb' }, invalidCrumb);
    server.enqueue(cookie, { body: 'second-crumb' }, profile());
    await expect(yahoo.fetchProfile('SPY', signal)).resolves.toMatchObject({ type: 'etf' });
    expect(server.requests.at(-1)!.query.get('crumb')).toBe('second-crumb');
    server.reset();
    server.enqueue(invalidCrumb, cookie, { body: 'third-crumb' }, invalidCrumb);
    await expect(yahoo.fetchProfile('SPY', signal)).rejects.toMatchObject({ failure: 'forbidden' });
    expect(paths()).toEqual([SUMMARY, '/', CRUMB, SUMMARY]);
  });

  it.each([
    ['a throttle text', 'Too Many Requests', 'throttled'],
    ['a page', '<html>consent</html>', 'malformed'],
    ['nothing', '', 'malformed'],
  ])('refuses %s as a crumb, and asks again the next time', async (_what, body, failure) => {
    server.enqueue(cookie, { body });
    await expect(yahoo.fetchProfile('SPY', signal)).rejects.toMatchObject({ failure });
    server.enqueue(cookie, { body: 'good-crumb' }, profile());
    await expect(yahoo.fetchProfile('SPY', signal)).resolves.toMatchObject({ name: 'S&P 500' });
  });

  it('says so when there is no cookie', async () => {
    server.otherwise(() => ({ status: 404, body: '' }));
    await expect(yahoo.fetchProfile('SPY', signal)).rejects.toThrow(/no cookie/);
  });

  it.each([
    [0.0009, 0.0009],
    [{ raw: 0.002, fmt: '0.20%' }, 0.002],
    [{}, null],
    [0.94, null],
    [-1, null],
  ])('takes an expense ratio of %j for %p', async (sent, expected) => {
    const feesExpensesInvestment = { annualReportExpenseRatio: sent };
    const fundProfile = { feesExpensesInvestment };
    server.enqueue(cookie, { body: 'good-crumb' }, profile({ fundProfile }));
    const found = await yahoo.fetchProfile('SPY', signal);
    expect(found!.etf!.expenseRatio).toBe(expected);
  });

  it('refuses the profile of another symbol', async () => {
    server.enqueue(cookie, { body: 'good-crumb' }, profile());
    await expect(yahoo.fetchProfile('QQQ', signal)).rejects.toMatchObject({ failure: 'malformed' });
  });
});

interface Recording {
  readonly response?: { readonly status: number; readonly bodyJson: unknown };
}

describeWithSharedData('YahooProvider on recorded answers', () => {
  function replay(name: string): ScriptedResponse {
    const path = sharedData(`data/wire/yahoo/${name}`) ?? '';
    const recording = JSON.parse(readFileSync(path, 'utf8')) as Recording;
    const { response } = recording;
    return response === undefined
      ? { body: recording }
      : { status: response.status, body: response.bodyJson };
  }

  async function history(symbol: string, name: string) {
    server.enqueue(replay(name));
    return yahoo.fetchHistory({ symbol, from: null, to, signal });
  }

  it('reads AAPL with a 4:1 split and a dividend', async () => {
    const { bars, actions, currency } = await history(
      'AAPL',
      'chart-AAPL-2020-08-31-to-2020-11-07.json',
    );
    expect(currency).toBe('USD');
    expect(bars).toHaveLength(49);
    expect([bars[0]!.date, bars.at(-1)!.date]).toEqual(['2020-08-31', '2020-11-06']);
    expect(actions.map(({ exDate, kind, value }) => [exDate, kind, value.toNumber()])).toEqual([
      ['2020-08-31', 'split', 4],
      ['2020-11-06', 'dividend', 0.205],
    ]);
  });

  it('reads QQQ without float32 noise', async () => {
    const { bars } = await history('QQQ', 'chart-QQQ-2020-01-01-to-2020-01-03.json');
    const [{ date, open, high, low, close, volume }] = bars as [(typeof bars)[number]];
    expect([date, open, high, low, close].map(String)).toEqual([
      '2020-01-02',
      '214.4',
      '216.16',
      '213.98',
      '216.16',
    ]);
    expect(volume).toBe(30_969_400n);
  });

  it('dates MUV2.DE by Berlin and keeps its null row', async () => {
    const name = 'chart-MUV2.DE-response_yahoo_historical01.json';
    const { bars, currency } = await history('MUV2.DE', name);
    expect(currency).toBe('EUR');
    expect(bars[0]!.date).toBe('2017-11-27');
    expect(bars.filter(({ close }) => close === null).map(({ date }) => date)).toEqual([
      '2017-12-19',
    ]);
  });

  it.each([
    ['EURUSD=X', 'chart-EURUSD=X-2020-01-01-to-2020-01-03.json', 3],
    ['0P000071W8.TO', 'chart-0P000071W8.TO-2020-01-01-to-2020-01-03.json', 1],
    ['MSFT', 'historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.csv.json', 252],
    ['QQQ', 'historical-via-chart-QQQ-2020-01-01-to-2020-01-03.json', 1],
  ])('reads %s', async (symbol, name, count) => {
    expect((await history(symbol, name)).bars).toHaveLength(count);
  });

  it('refuses bars of a minute', async () => {
    const name = 'chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json';
    await expect(history('AAPL', name)).rejects.toMatchObject({ failure: 'malformed' });
  });

  it('reads the profile of QQQ: fractions, and total assets in dollars', async () => {
    server.enqueue(cookie, { body: 'good-crumb' }, replay('quoteSummary-all-QQQ.json'));
    const found = await yahoo.fetchProfile('QQQ', signal);
    expect(found).toMatchObject({ name: 'Invesco QQQ Trust', type: 'etf', currency: 'USD' });
    expect(found!.etf).toMatchObject({
      expenseRatio: 0.002,
      assetsUnderManagement: '328302690304',
      category: 'Large Growth',
      style: 'Large Growth',
      issuer: 'Invesco',
      inceptionDate: '1999-03-10',
      dividendYield: 0.0054,
    });
    expect(found!.etf!.sectorWeights[0]).toEqual({ name: 'Technology', weight: 0.5083 });
    expect(found!.etf!.topHoldings[0]).toMatchObject({ symbol: 'AAPL', weight: 0.090070695 });
  });

  it.each(['fundOwnership-QQQ', 'assetProfile-ADH', 'financialData-QQQ'])(
    'takes the recorded 404 of %s for a symbol without a profile',
    async (name) => {
      server.enqueue(cookie, { body: 'good-crumb' }, replay(`quoteSummary-${name}.json`));
      await expect(yahoo.fetchProfile('QQQ', signal)).rejects.toMatchObject({
        failure: 'not-found',
      });
    },
  );
});
