import { table, type ColumnTable } from 'arquero';
import { lastIndexBefore } from '../../domain/adjustment.js';
import { periodEnds } from '../../domain/periodEnds.js';
import { periodOf, type Frequency } from '../../domain/resample.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { AdjustedPrices } from './basis.js';
import { simpleReturns } from './returns.js';

/** The periods of a calendar table, and the frequency that cuts them. */
const CUTS = { month: 'monthly', quarter: 'quarterly', year: 'yearly' } as const satisfies Readonly<
  Record<string, Frequency>
>;
export type CalendarPeriod = keyof typeof CUTS;
export const CALENDAR_PERIODS = Object.keys(CUTS) as readonly CalendarPeriod[];

/** What an asset returned in one month, quarter or year. */
export interface CalendarReturn {
  /** `2024-03`, `2024-Q1` or `2024`. */
  readonly period: string;
  /** The session whose close the return is earned from: of the period before where there is one. */
  readonly from: TradingDate;
  readonly to: TradingDate;
  readonly return: number;
  /** Daily returns in it. */
  readonly observations: number;
  /** Whether it has a base in the period before and no session yet to come. */
  readonly isComplete: boolean;
}

/** Which part of a history: both ends are optional, and included. */
export interface CalendarRange {
  readonly from?: TradingDate;
  readonly to: TradingDate;
}

/**
 * Total returns by calendar period. Each is earned from the last close of the period before; the
 * first one from the first close there is, and it is then incomplete. A first period that holds
 * the first close alone has no return and no row.
 *
 * @param range periods that hold a session from `from` on; closes after `to` are not looked at
 * @throws HighwaterError BAD_PRICE or DATES_NOT_ASCENDING
 */
export function calendarReturns(
  series: AdjustedPrices,
  by: CalendarPeriod,
  { from, to }: CalendarRange,
): CalendarReturn[] {
  const length = lastIndexBefore(series.dates, toEpochDay(to) + 1) + 1;
  if (length === 0) return [];
  const over = periodEnds(CUTS[by], series.dates.subarray(0, length));
  const ends = indicesOf(over, length);
  const dates = Int32Array.from(ends, (i) => series.dates[i] as number);
  const prices = Float64Array.from(ends, (i) => series.adjustedClose[i] as number);
  const returns = simpleReturns(dates, prices).values;
  const rows: CalendarReturn[] = [];
  for (let i = 0; i < returns.length; i += 1) {
    const [base, end] = [ends[i] as number, ends[i + 1] as number];
    const [baseDay, endDay] = [dates[i] as number, dates[i + 1] as number];
    if (from !== undefined && endDay < toEpochDay(from)) continue;
    rows.push({
      period: nameOf(fromEpochDay(endDay), by),
      from: fromEpochDay(baseDay),
      to: fromEpochDay(endDay),
      return: returns[i] as number,
      observations: end - base,
      isComplete: end <= (over.at(-1) ?? -1) && isAfterPrevious(baseDay, endDay, by),
    });
  }
  return rows;
}

/** The index of the first close, then of the last close of every period after its own day. */
function indicesOf(over: readonly number[], length: number): number[] {
  const ends = over.at(-1) === length - 1 ? over : [...over, length - 1];
  return ends[0] === 0 ? [...ends] : [0, ...ends];
}

/** Whether a base lies in the period just before: after a gap, or at the first close, it does not. */
const isAfterPrevious = (base: number, end: number, by: CalendarPeriod): boolean =>
  periodOf(CUTS[by], base) + 1 === periodOf(CUTS[by], end);

function nameOf(date: TradingDate, by: CalendarPeriod): string {
  const [year, month] = [date.slice(0, 4), date.slice(5, 7)];
  if (by === 'year') return year;
  return by === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

const MONTH_NAMES = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const;

/** Columns of a calendar in the form of a table: the year, its parts, and the whole. */
export const TABLE_COLUMNS: Readonly<Record<CalendarPeriod, readonly string[]>> = {
  month: ['year', ...MONTH_NAMES, 'total'],
  quarter: ['year', 'q1', 'q2', 'q3', 'q4', 'total'],
  year: ['year', 'total'],
};

/**
 * Returns by calendar period as a table: a row per year, a column per month or quarter, and the
 * year's own return in `total`; a part without a return is null.
 *
 * @throws HighwaterError as {@link calendarReturns}
 */
export function calendarTable(
  series: AdjustedPrices,
  by: CalendarPeriod,
  range: CalendarRange,
): ColumnTable {
  const totals = calendarReturns(series, 'year', range);
  const parts = new Map(calendarReturns(series, by, range).map((row) => [row.period, row.return]));
  const nameOfPart = (year: string, part: number): string =>
    by === 'month' ? `${year}-${String(part).padStart(2, '0')}` : `${year}-Q${part}`;
  const years = totals.map(({ period }) => period);
  const partNames = TABLE_COLUMNS[by].slice(1, -1);
  const columns: [string, unknown[]][] = partNames.map((name, i) => [
    name,
    years.map((year) => parts.get(nameOfPart(year, i + 1)) ?? null),
  ]);
  return table(
    [['year', years.map(Number)], ...columns, ['total', totals.map((row) => row.return)]],
    [...TABLE_COLUMNS[by]],
  );
}
