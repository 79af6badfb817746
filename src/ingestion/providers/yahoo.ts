import type { AssetProfile } from '../../domain/asset.js';
import { toEpochDay } from '../../domain/tradingDate.js';
import { HttpClient, type HttpClientOptions } from './httpClient.js';
import type { HistoryRequest, PriceProvider, ProviderCaps, ProviderHistory } from './provider.js';
import { ProviderError } from './providerError.js';
import { parseChart } from './yahooChart.js';
import { parseProfile, PROFILE_MODULES } from './yahooProfile.js';
import { YahooRefusal, yahooRefusal } from './yahooRefusal.js';
import { YahooSession } from './yahooSession.js';
import { parseShares } from './yahooShares.js';
import { yahooTicker } from './yahooTicker.js';

/** Where each part of the provider is spoken to. */
export interface YahooBaseUrls {
  /** Chart v8 and quoteSummary v10. */
  readonly data: string;
  /** The crumb, and share counts: that host's refusals do not stop the charts. */
  readonly crumb: string;
  readonly cookie: string;
}

export const YAHOO_BASE_URLS: YahooBaseUrls = {
  data: 'https://query2.finance.yahoo.com',
  crumb: 'https://query1.finance.yahoo.com',
  cookie: 'https://fc.yahoo.com',
};

export interface YahooOptions {
  readonly now: () => Date;
  readonly baseUrls?: Partial<YahooBaseUrls>;
  readonly http?: Partial<HttpClientOptions>;
  /** What stored bars are marked with, where something else speaks the same format. */
  readonly source?: string;
  readonly symbols?: readonly string[] | null;
}

const SECONDS_PER_DAY = 86_400;
/** Before any exchange's records: "the whole history" begins here. `range=max` answers samples. */
const EARLIEST_SECONDS = -2_208_988_800;

/** Yahoo's unofficial endpoints. No key; bars and cash are split-adjusted, share counts are not. */
export class YahooProvider implements PriceProvider {
  readonly source: string;
  readonly barsAdjustedFor = 'splits';
  readonly actionsAdjustedFor = 'splits';
  readonly delivery = 'incremental';

  private readonly baseUrls: YahooBaseUrls;
  private readonly http: HttpClient;
  private readonly session: YahooSession;
  private readonly now: () => Date;
  private readonly symbols: readonly string[] | null;

  constructor(options: YahooOptions) {
    this.source = options.source ?? 'yahoo';
    this.now = options.now;
    this.symbols = options.symbols ?? null;
    this.baseUrls = { ...YAHOO_BASE_URLS, ...options.baseUrls };
    this.http = new HttpClient(options.http);
    this.session = new YahooSession(this.http, this.baseUrls);
  }

  universe(): Promise<readonly string[] | null> {
    return Promise.resolve(this.symbols);
  }

  async fetchHistory(request: HistoryRequest): Promise<ProviderHistory> {
    const { symbol, signal } = request;
    try {
      const body = await this.http.getJson({
        url: this.chartUrl(request),
        readRefusal: (_status, refused) => yahooRefusal(refused, symbol),
        signal,
      });
      return parseChart(body, request);
    } catch (error) {
      if (!(error instanceof YahooRefusal) || error.reason !== 'empty-range') throw error;
      return { symbol, currency: null, bars: [], actions: [], findings: [], hasDividends: true };
    }
  }

  async fetchProfile(symbol: string, signal: AbortSignal): Promise<AssetProfile | null> {
    const credentials = await this.session.open(signal);
    try {
      return await this.profileWith(credentials, symbol, signal);
    } catch (error) {
      if (!(error instanceof YahooRefusal) || error.reason !== 'invalid-crumb') throw error;
      await this.session.renew(credentials);
      return this.profileWith(await this.session.open(signal), symbol, signal);
    }
  }

  async fetchCapitalisations(request: HistoryRequest): Promise<ProviderCaps> {
    const { symbol, signal } = request;
    try {
      const body = await this.http.getJson({
        url: this.sharesUrl(request),
        readRefusal: (_status, refused) => yahooRefusal(refused, symbol),
        signal,
      });
      return parseShares(body, request);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.failure !== 'not-found') throw error;
      return { caps: [], findings: [] };
    }
  }

  close(): Promise<void> {
    this.http.close();
    return Promise.resolve();
  }

  /**
   * One day of slack before and two after: a session's timestamp may lie on another day in UTC. The
   * range reaches to today, because bars are adjusted for splits after `to` as well.
   */
  private chartUrl({ symbol, from, to }: HistoryRequest): URL {
    const ticker = encodeURIComponent(yahooTicker(symbol));
    const url = new URL(`/v8/finance/chart/${ticker}`, this.baseUrls.data);
    const today = Math.floor(this.now().getTime() / 1000 / SECONDS_PER_DAY);
    const begin = from === null ? EARLIEST_SECONDS : (toEpochDay(from) - 1) * SECONDS_PER_DAY;
    const end = (Math.max(toEpochDay(to), today) + 2) * SECONDS_PER_DAY;
    url.search = new URLSearchParams({
      period1: String(begin),
      period2: String(end),
      interval: '1d',
      events: 'div,splits,capitalGains',
      includePrePost: 'false',
    }).toString();
    return url;
  }

  private sharesUrl({ symbol, from, to }: HistoryRequest): URL {
    const ticker = yahooTicker(symbol);
    const path = `/ws/fundamentals-timeseries/v1/finance/timeseries/${encodeURIComponent(ticker)}`;
    const url = new URL(path, this.baseUrls.crumb);
    const begin = from === null ? 0 : toEpochDay(from) * SECONDS_PER_DAY;
    const end = (toEpochDay(to) + 1) * SECONDS_PER_DAY;
    url.search = new URLSearchParams({
      symbol: ticker,
      period1: String(begin),
      period2: String(end),
    }).toString();
    return url;
  }

  private async profileWith(
    { cookie, crumb }: { cookie: string; crumb: string },
    symbol: string,
    signal: AbortSignal,
  ): Promise<AssetProfile> {
    const ticker = yahooTicker(symbol);
    const url = new URL(
      `/v10/finance/quoteSummary/${encodeURIComponent(ticker)}`,
      this.baseUrls.data,
    );
    url.search = new URLSearchParams({
      modules: PROFILE_MODULES.join(','),
      formatted: 'false',
      crumb,
    }).toString();
    const body = await this.http.getJson({
      url,
      headers: { Cookie: cookie },
      readRefusal: (_status, refused) => yahooRefusal(refused, symbol),
      signal,
    });
    return parseProfile(body, symbol, ticker);
  }
}
