import { z } from 'zod';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec, decimalFromFloat, type Decimal } from '../../domain/decimals.js';
import type { Finding } from '../../domain/finding.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { exchangeDates } from './exchangeDate.js';
import type { ProviderBar, ProviderHistory } from './provider.js';
import { ProviderError } from './providerError.js';
import { actionsOf, type ChartEvents } from './yahooEvents.js';
import { yahooRefusal } from './yahooRefusal.js';
import { yahooTicker } from './yahooTicker.js';

/** More sessions than any exchange has held: a longer answer is refused. */
const ROWS_MAX = 40_000;
const GRANULARITY = '1d';

const cells = z.array(z.number().nullable()).optional();
const dated = { date: z.number() };
const chartResult = z.object({
  meta: z.object({
    symbol: z.string(),
    currency: z.string().nullish(),
    exchangeTimezoneName: z.string(),
    dataGranularity: z.string(),
  }),
  timestamp: z.array(z.number()).max(ROWS_MAX).nullish(),
  events: z
    .object({
      dividends: z.record(z.string(), z.object({ ...dated, amount: z.number() })).nullish(),
      capitalGains: z.record(z.string(), z.object({ ...dated, amount: z.number() })).nullish(),
      splits: z
        .record(z.string(), z.object({ ...dated, numerator: z.number(), denominator: z.number() }))
        .nullish(),
    })
    .nullish(),
  indicators: z.object({
    quote: z
      .array(z.object({ open: cells, high: cells, low: cells, close: cells, volume: cells }))
      .min(1),
    adjclose: z.array(z.object({ adjclose: cells })).nullish(),
  }),
});
const chartAnswer = z.object({ chart: z.object({ result: z.array(chartResult).length(1) }) });
type ChartResult = z.infer<typeof chartResult>;

/** Currencies that Yahoo quotes in hundredths: the unit it names, and the currency it belongs to. */
const HUNDREDTHS: Readonly<Record<string, string>> = {
  GBp: 'GBP',
  GBX: 'GBP',
  ZAc: 'ZAR',
  ZAC: 'ZAR',
  ILA: 'ILS',
};

export interface ChartRequest {
  readonly symbol: string;
  readonly from: TradingDate | null;
  readonly to: TradingDate;
}

/**
 * A chart v8 answer as a history: prices and cash split-adjusted, in whole currency units, float32
 * noise removed; bars from `from` to `to`. Splits after `to` are kept: the bars are adjusted for
 * them as well.
 *
 * @throws ProviderError not-found as Yahoo says; malformed when the form, the granularity, the time
 * zone or the columns' lengths are not as known
 */
export function parseChart(body: unknown, request: ChartRequest): ProviderHistory {
  const refusal = yahooRefusal(body, request.symbol);
  if (refusal !== null) throw refusal;
  const parsed = chartAnswer.safeParse(body);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw malformed(request.symbol, `its form is not known at "${place}"`);
  }
  const result = parsed.data.chart.result[0] as ChartResult;
  const { meta } = result;
  if (meta.dataGranularity !== GRANULARITY) {
    throw malformed(request.symbol, `it holds bars of ${meta.dataGranularity}, not of a day`);
  }
  const unit = meta.currency ?? null;
  const divisor = unit !== null && unit in HUNDREDTHS ? 100 : 1;
  const findings: Finding[] = [];
  const rows = barsOf(result, request.symbol, divisor);
  return {
    symbol: meta.symbol === yahooTicker(request.symbol) ? request.symbol : meta.symbol,
    currency: unit === null ? null : (HUNDREDTHS[unit] ?? unit),
    bars: withoutRepeatedLast(rows).filter(
      ({ date }) => date <= request.to && (request.from === null || date >= request.from),
    ),
    actions: wantedActions(result, request, divisor, findings),
    findings,
    hasDividends: true,
  };
}

function malformed(symbol: string, what: string): ProviderError {
  return new ProviderError('malformed', `Yahoo's chart of ${symbol} cannot be used: ${what}.`);
}

function datesOf(timestamps: readonly number[], timeZone: string, symbol: string): TradingDate[] {
  try {
    return exchangeDates(timestamps, timeZone);
  } catch (error) {
    if (error instanceof RangeError) throw malformed(symbol, 'a time or its zone is not known');
    throw error;
  }
}

function priceOf(cell: number | null | undefined, divisor: number): Decimal | null {
  if (cell === null || cell === undefined) return null;
  const price = decimalFromFloat(cell);
  return divisor === 1 ? price : price.div(divisor);
}

function barsOf(result: ChartResult, symbol: string, divisor: number): ProviderBar[] {
  const timestamps = result.timestamp ?? [];
  const quote = result.indicators.quote[0] ?? {};
  const adjusted = result.indicators.adjclose?.[0]?.adjclose;
  const columns = [quote.open, quote.high, quote.low, quote.close, quote.volume];
  // A column that is not there at all is one of missing cells.
  if ([...columns, adjusted].some((column) => column !== undefined && isOff(column, timestamps))) {
    throw malformed(symbol, 'its columns are not of one length');
  }
  return datesOf(timestamps, result.meta.exchangeTimezoneName, symbol).map((date, i) => {
    const volume = quote.volume?.[i] ?? null;
    const adjustedClose = adjusted?.[i] ?? null;
    return {
      date,
      open: priceOf(quote.open?.[i], divisor),
      high: priceOf(quote.high?.[i], divisor),
      low: priceOf(quote.low?.[i], divisor),
      close: priceOf(quote.close?.[i], divisor),
      volume: volume === null ? null : BigInt(Math.round(volume)),
      adjustedClose: adjustedClose === null ? null : adjustedClose / divisor,
    };
  });
}

const isOff = (column: readonly unknown[], timestamps: readonly number[]): boolean =>
  column.length !== timestamps.length;

/** A live bar repeats the last date: the later one is the newer. */
function withoutRepeatedLast(bars: readonly ProviderBar[]): ProviderBar[] {
  const last = bars.at(-1);
  if (last === undefined) return [];
  const before = bars.slice(0, -1);
  while (before.at(-1)?.date === last.date) before.pop();
  return [...before, last];
}

function wantedActions(
  result: ChartResult,
  { symbol, from, to }: ChartRequest,
  divisor: number,
  findings: Finding[],
): CorporateAction[] {
  const zone = result.meta.exchangeTimezoneName;
  const dated = <T extends { date: number }>(
    events: Record<string, T> | null | undefined,
  ): { exDate: TradingDate; event: T }[] => {
    const list = Object.values(events ?? {}).sort((a, b) => a.date - b.date);
    const dates = datesOf(
      list.map(({ date }) => date),
      zone,
      symbol,
    );
    return list.map((event, i) => ({ event, exDate: dates[i] as TradingDate }));
  };
  const cash = (event: { amount: number }): Decimal => decimalFromFloat(event.amount).div(divisor);
  const events: ChartEvents = {
    dividends: dated(result.events?.dividends).map(({ exDate, event }) => ({
      exDate,
      value: cash(event),
    })),
    capitalGains: dated(result.events?.capitalGains).map(({ exDate, event }) => ({
      exDate,
      value: cash(event),
    })),
    splits: dated(result.events?.splits).map(({ exDate, event }) => ({
      exDate,
      value:
        event.denominator === 0
          ? new Dec(0)
          : decimalFromFloat(event.numerator).div(decimalFromFloat(event.denominator)),
    })),
  };
  return actionsOf(symbol, events, findings).filter(
    ({ exDate, kind }) => (from === null || exDate >= from) && (exDate <= to || kind === 'split'),
  );
}
