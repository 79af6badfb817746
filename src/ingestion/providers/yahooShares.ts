import { z } from 'zod';
import { Dec } from '../../domain/decimals.js';
import type { Finding } from '../../domain/finding.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { HistoryRequest, ProviderCap, ProviderCaps } from './provider.js';
import { ProviderError } from './providerError.js';
import { yahooRefusal } from './yahooRefusal.js';
import { yahooTicker } from './yahooTicker.js';

const sharesAnswer = z.object({
  timeseries: z.object({
    result: z
      .array(
        z.object({
          meta: z.object({ symbol: z.array(z.string()).nullish() }).nullish(),
          timestamp: z.array(z.number()).nullish(),
          shares_out: z.array(z.number().nullable()).nullish(),
        }),
      )
      .nullish(),
  }),
});

const SECONDS_PER_DAY = 86_400;

/**
 * Yahoo's share counts through time, as traded: a 4:1 split is a step of four. A date is midnight
 * UTC. Of several counts on one day the one nearest to the day before is taken, since they flicker
 * between two sources; a count that only repeats the one before is left out. Many funds have none.
 *
 * @throws ProviderError not-found as Yahoo says; malformed for an unknown form or a wrong symbol
 */
export function parseShares(
  body: unknown,
  request: Pick<HistoryRequest, 'symbol' | 'from' | 'to'>,
): ProviderCaps {
  const { symbol, from, to } = request;
  const refusal = yahooRefusal(body, symbol);
  if (refusal !== null) throw refusal;
  const parsed = sharesAnswer.safeParse(body);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw malformed(symbol, `its form is not known at "${place}"`);
  }
  const [result] = parsed.data.timeseries.result ?? [];
  const [timestamps, counts] = [result?.timestamp ?? [], result?.shares_out ?? []];
  if (timestamps.length !== counts.length) throw malformed(symbol, 'its columns differ in length');
  const named = result?.meta?.symbol?.[0] ?? yahooTicker(symbol);
  if (named !== yahooTicker(symbol)) throw malformed(symbol, `it is of ${named}`);
  const byDate = countsByDate(timestamps, counts, symbol);
  const caps = settled(byDate).filter(({ date }) => date <= to && (from === null || date >= from));
  return { caps, findings: ambiguousDays(symbol, byDate) };
}

function malformed(symbol: string, what: string): ProviderError {
  return new ProviderError('malformed', `Yahoo's share counts of ${symbol}: ${what}.`);
}

type CountsByDate = ReadonlyMap<TradingDate, readonly number[]>;

/** Ascending by date; counts of one day in the order in which they came. */
function countsByDate(
  timestamps: readonly number[],
  counts: readonly (number | null)[],
  symbol: string,
): CountsByDate {
  const days = timestamps.map((seconds) => Math.floor(seconds / SECONDS_PER_DAY));
  if (days.some((day) => !(Math.abs(day) <= DAYS_MAX))) throw malformed(symbol, 'a time is absurd');
  const rows = counts
    .flatMap((count, i) => (count === null ? [] : [{ day: days[i] as number, count }]))
    .sort((a, b) => a.day - b.day);
  const grouped = Map.groupBy(rows, ({ day }) => fromEpochDay(day));
  return new Map([...grouped].map(([date, ofDay]) => [date, ofDay.map(({ count }) => count)]));
}

/** About the year 2243. */
const DAYS_MAX = 100_000;

function settled(byDate: CountsByDate): ProviderCap[] {
  const caps: ProviderCap[] = [];
  let before: number | null = null;
  for (const [date, counts] of byDate) {
    const count = nearest(counts, before);
    if (count === before) continue;
    caps.push({ date, marketCap: null, sharesOutstanding: new Dec(count) });
    before = count;
  }
  return caps;
}

/** By ratio; the last one where there is none before. */
function nearest(counts: readonly number[], before: number | null): number {
  const last = counts.at(-1) as number;
  if (before === null) return last;
  const apart = (count: number): number => Math.abs(Math.log(count / before));
  return counts.reduce((best, count) => (apart(count) <= apart(best) ? count : best), last);
}

function ambiguousDays(symbol: string, byDate: CountsByDate): Finding[] {
  const days = [...byDate].filter(([, counts]) => new Set(counts).size > 1);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    {
      symbol,
      code: 'share-counts-differ',
      severity: 'info',
      tradeDate: null,
      message:
        `The source tells several share counts of ${days.length} day(s), the last ${last[0]}: the ` +
        'one nearest to the day before was taken.',
      detail: { days: days.length, firstDate: first[0], lastDate: last[0], lastCounts: last[1] },
    },
  ];
}
