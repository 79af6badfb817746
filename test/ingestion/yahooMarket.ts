import { YahooProvider } from '../../src/ingestion/providers/yahoo.js';
import {
  ScriptedServer,
  type ReceivedRequest,
  type ScriptedResponse,
} from '../providers/scriptedServer.js';
import type { Row } from './csvFolder.js';

/** Tries and waits that make a refusal final within milliseconds. */
const IMPATIENT = {
  maxRetries: 1,
  initialBackoffMs: 1,
  maxBackoffMs: 2,
  attemptTimeoutMs: 2000,
  // A breaker over all symbols of a host would let one bad symbol refuse the others.
  breakerThreshold: 1000,
};

/** 09:30 in New York in winter, 10:30 in summer: on the session's own date in either case. */
const openingOf = (date: string): number => Date.parse(`${date}T14:30:00Z`) / 1000;

const SHARES_PATH = '/ws/fundamentals-timeseries/v1/finance/timeseries/';

type Fault = (request: ReceivedRequest) => ScriptedResponse;

export const FAULTS = {
  unknown: () => ({
    status: 404,
    body: {
      chart: { result: null, error: { code: 'Not Found', description: 'No data found' } },
    },
  }),
  throttled: () => ({ status: 429, body: 'Too Many Requests' }),
  malformed: () => ({ body: { chart: { result: [{ meta: { symbol: 1 } }] } } }),
  page: () => ({ body: '<html>Sorry</html>', headers: { 'content-type': 'text/html' } }),
  dropped: () => ({ drop: 'half-way', body: { chart: {} } }),
} satisfies Record<string, () => ScriptedResponse>;

/** Yahoo on loopback: histories and faults by symbol, and every request that was made. */
export class YahooMarket {
  readonly histories = new Map<string, readonly Row[]>();
  readonly faults = new Map<string, Fault>();
  /** What profiles tell of a fund: its net assets, in dollars. */
  readonly netAssets = new Map<string, number>();
  /** Share counts by date. */
  readonly shares = new Map<string, Readonly<Record<string, number>>>();
  /** Instead of share counts. */
  sharesFault: (() => ScriptedResponse) | null = null;
  private readonly providers: YahooProvider[] = [];

  private constructor(private readonly server: ScriptedServer) {
    server.otherwise((request) => this.answer(request));
  }

  static async start(): Promise<YahooMarket> {
    return new YahooMarket(await ScriptedServer.start());
  }

  provider(now: () => Date): YahooProvider {
    const { url } = this.server;
    const baseUrls = { data: url, crumb: url, cookie: url };
    const provider = new YahooProvider({ now, baseUrls, http: IMPATIENT });
    this.providers.push(provider);
    return provider;
  }

  /** The first dates that charts of `symbol` were asked from, in order. */
  chartsFrom(symbol: string): string[] {
    return this.server.requests
      .filter(({ path }) => path === `/v8/finance/chart/${symbol}`)
      .map(({ query }) => new Date(Number(query.get('period1')) * 1000).toISOString().slice(0, 10));
  }

  /** The first dates that share counts of `symbol` were asked from, in order. */
  sharesFrom(symbol: string): string[] {
    return this.server.requests
      .filter(({ path }) => path === `${SHARES_PATH}${symbol}`)
      .map(({ query }) => new Date(Number(query.get('period1')) * 1000).toISOString().slice(0, 10));
  }

  forgetRequests(): void {
    this.server.reset();
  }

  async close(): Promise<void> {
    for (const provider of this.providers) await provider.close();
    await this.server.close();
  }

  private answer(request: ReceivedRequest): ScriptedResponse {
    const { path } = request;
    if (path === '/') return { status: 404, headers: { 'set-cookie': 'A3=visitor; Path=/' } };
    if (path === '/v1/test/getcrumb') return { body: 'a-crumb-of-11' };
    const symbol = path.split('/').at(-1) ?? '';
    if (path.startsWith('/v10/')) return profileOf(symbol, this.netAssets.get(symbol));
    if (path.startsWith(SHARES_PATH)) return this.sharesFault?.() ?? this.sharesOf(symbol);
    const fault = this.faults.get(symbol);
    if (fault !== undefined) return fault(request);
    const rows = this.histories.get(symbol);
    return rows === undefined ? FAULTS.unknown() : chartOf(symbol, rows, request.query);
  }

  private sharesOf(symbol: string): ScriptedResponse {
    const counts = Object.entries(this.shares.get(symbol) ?? {});
    const meta = { symbol: [symbol], type: ['shares_out'] };
    const columns = {
      timestamp: counts.map(([date]) => Date.parse(date) / 1000),
      shares_out: counts.map(([, count]) => count),
    };
    const result = counts.length === 0 ? { meta } : { meta, ...columns };
    return { body: { timeseries: { result: [result], error: null } } };
  }
}

function profileOf(symbol: string, totalAssets: number | undefined): ScriptedResponse {
  const quoteType = { quoteType: 'ETF', symbol, longName: `Fund ${symbol}` };
  const result =
    totalAssets === undefined ? { quoteType } : { quoteType, summaryDetail: { totalAssets } };
  return { body: { quoteSummary: { result: [result], error: null } } };
}

function chartOf(symbol: string, rows: readonly Row[], query: URLSearchParams): ScriptedResponse {
  const [begin, end] = [Number(query.get('period1')), Number(query.get('period2'))];
  const asked = rows.filter(({ date }) => openingOf(date) >= begin && openingOf(date) < end);
  const column = (factor: number): number[] => asked.map(({ close }) => close * factor);
  const dividends = asked
    .filter(({ dividend }) => dividend !== undefined)
    .map(({ date, dividend }) => [date, { date: openingOf(date), amount: dividend }]);
  const meta = {
    symbol,
    currency: 'USD',
    exchangeTimezoneName: 'America/New_York',
    dataGranularity: '1d',
  };
  const quote = {
    open: column(0.999),
    high: column(1.01),
    low: column(0.99),
    close: column(1),
    volume: asked.map(({ date }) => 1000 + (Number(date.slice(-2)) % 7) * 10),
  };
  const result = {
    meta,
    timestamp: asked.map(({ date }) => openingOf(date)),
    events: { dividends: Object.fromEntries(dividends) as unknown },
    indicators: { quote: [quote] },
  };
  return { body: { chart: { result: [result], error: null } } };
}
