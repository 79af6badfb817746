import { toEpochDay } from '../../domain/tradingDate.js';
import type { SimulatedFund } from './universe.js';
import { TIME_ZONE, type WireHistory } from './wire.js';

/** What the exchange sends: always JSON, but for the crumb. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const SECONDS_PER_DAY = 86_400;

export function notFound(section: 'chart' | 'quoteSummary' | 'timeseries', symbol: string): Answer {
  const description = `No data found, symbol may be delisted: ${symbol}`;
  return {
    status: 404,
    body: { [section]: { result: null, error: { code: 'Not Found', description } } },
  };
}

export function badRequest(section: 'chart' | 'timeseries', description: string): Answer {
  return {
    status: 400,
    body: { [section]: { result: null, error: { code: 'Bad Request', description } } },
  };
}

export function invalidCrumb(): Answer {
  const error = { code: 'Unauthorized', description: 'Invalid Crumb' };
  return { status: 401, body: { finance: { result: null, error } } };
}

/** The chart of the bars from `period1` on and before `period2`, seconds since 1970. */
export function chartAnswer(
  fund: SimulatedFund,
  wire: WireHistory,
  [period1, period2]: readonly [number, number],
): Answer {
  const isInside = (timestamp: number): boolean => timestamp >= period1 && timestamp < period2;
  const from = wire.timestamps.findIndex((timestamp) => timestamp >= period1);
  const end = wire.timestamps.findIndex((timestamp) => timestamp >= period2);
  const cut = <T>(column: readonly T[]): T[] =>
    from < 0 ? [] : column.slice(from, end < 0 ? undefined : end);
  const timestamp = cut(wire.timestamps);
  const isEmpty = timestamp.length === 0;
  const quote = isEmpty
    ? {}
    : {
        open: cut(wire.open),
        high: cut(wire.high),
        low: cut(wire.low),
        close: cut(wire.close),
        volume: cut(wire.volume),
      };
  const result = {
    meta: metaOf(fund, wire),
    ...(isEmpty ? {} : { timestamp }),
    ...eventsOf(wire, isInside),
    indicators: { quote: [quote], adjclose: [isEmpty ? {} : { adjclose: cut(wire.adjclose) }] },
  };
  return { status: 200, body: { chart: { result: [result], error: null } } };
}

function metaOf(fund: SimulatedFund, wire: WireHistory): object {
  return {
    currency: 'USD',
    symbol: fund.symbol,
    exchangeName: fund.exchange,
    fullExchangeName: fund.exchange,
    instrumentType: 'ETF',
    firstTradeDate: wire.timestamps[0] ?? null,
    regularMarketTime: wire.timestamps.at(-1) ?? null,
    timezone: 'EST',
    exchangeTimezoneName: TIME_ZONE,
    regularMarketPrice: wire.close.at(-1) ?? null,
    longName: fund.name,
    priceHint: 2,
    dataGranularity: '1d',
    range: '',
    validRanges: ['1d', 'max'],
  };
}

function eventsOf(wire: WireHistory, isInside: (timestamp: number) => boolean): object {
  const dividends = wire.dividends
    .filter(({ date }) => isInside(date))
    .map(({ date, amount }) => [String(date), { amount, date }] as const);
  const splits = wire.splits
    .filter(({ date }) => isInside(date))
    .map(({ date, ratio }) => {
      const split = { date, numerator: ratio, denominator: 1, splitRatio: `${ratio}:1` };
      return [String(date), split] as const;
    });
  if (dividends.length + splits.length === 0) return {};
  return {
    events: {
      ...(dividends.length === 0 ? {} : { dividends: Object.fromEntries(dividends) }),
      ...(splits.length === 0 ? {} : { splits: Object.fromEntries(splits) }),
    },
  };
}

/** Share counts of the days from `period1` on and before `period2`, each at midnight UTC. */
export function sharesAnswer(
  { symbol }: SimulatedFund,
  { shares }: WireHistory,
  [period1, period2]: readonly [number, number],
): Answer {
  const told = shares
    .map((report) => ({ ...report, timestamp: report.day * SECONDS_PER_DAY }))
    .filter(({ timestamp }) => timestamp >= period1 && timestamp < period2);
  const result = {
    meta: { symbol: [symbol], type: ['shares_out'] },
    timestamp: told.map(({ timestamp }) => timestamp),
    shares_out: told.map((report) => report.shares),
  };
  return { status: 200, body: { timeseries: { result: [result], error: null } } };
}

/** The quoteSummary of a fund, every module at once; its assets are those of the last report. */
export function summaryAnswer(fund: SimulatedFund, wire: WireHistory): Answer {
  const { symbol, name, category, issuer } = fund;
  const assets = wire.shares.at(-1)?.netAssets;
  const result = {
    quoteType: { quoteType: 'ETF', symbol, longName: name, shortName: name },
    price: { currency: 'USD', exchangeName: fund.exchange, quoteType: 'ETF', symbol },
    summaryProfile: {
      longBusinessSummary: 'Simulated for demonstration: no price of it was ever paid.',
    },
    fundProfile: {
      family: issuer,
      categoryName: category,
      feesExpensesInvestment: { annualReportExpenseRatio: fund.expenseRatio },
    },
    summaryDetail: { currency: 'USD', totalAssets: assets, yield: fund.yieldAnnual },
    defaultKeyStatistics: {
      totalAssets: assets,
      fundInceptionDate: toEpochDay(fund.firstTrade) * SECONDS_PER_DAY,
    },
  };
  return { status: 200, body: { quoteSummary: { result: [result], error: null } } };
}
