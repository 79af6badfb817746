import { table, type ColumnTable } from 'arquero';
import { HighwaterError } from '../../domain/errors.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { fromEpochDay } from '../../domain/tradingDate.js';

/** Simple returns and the dates (days since 1970, ascending) on whose close they are earned. */
export interface ReturnSeries {
  readonly dates: Int32Array;
  readonly values: Float64Array;
}

/** A column of numbers that may be a plain array: what a table can hold. */
type NumberColumn = ArrayLike<number | null | undefined>;

/**
 * Simple returns from each price to the next: (p[t] − p[t−1]) / p[t−1], one fewer than prices.
 * Null, NaN, infinite, zero and negative prices are refused, never skipped: a gap closed silently
 * would be a return that nobody earned.
 *
 * @param dates days since 1970
 * @param prices one per date, adjusted for splits and distributions
 * @throws HighwaterError BAD_PRICE or DATES_NOT_ASCENDING, naming the date
 */
export function simpleReturns(dates: Int32Array, prices: NumberColumn): ReturnSeries {
  const values = new Float64Array(Math.max(0, dates.length - 1));
  let previous = NaN;
  for (let i = 0; i < dates.length; i += 1) {
    const price = prices[i] as number;
    if (!(price > 0 && price < Infinity)) throw badPrice(dates[i] as number, price);
    if (i > 0) {
      if ((dates[i] as number) <= (dates[i - 1] as number)) throw notAscending(dates[i] as number);
      values[i - 1] = (price - previous) / previous;
    }
    previous = price;
  }
  return { dates: dates.subarray(Math.min(1, dates.length)), values };
}

function badPrice(epochDay: number, price: unknown): HighwaterError {
  const date = fromEpochDay(epochDay);
  return new HighwaterError(
    'BAD_PRICE',
    'data',
    `The adjusted close of ${date} is ${String(price)}, not a positive number: mend or remove the bar.`,
    { date },
  );
}

function notAscending(epochDay: number): HighwaterError {
  const date = fromEpochDay(epochDay);
  return new HighwaterError(
    'DATES_NOT_ASCENDING',
    'data',
    `${date} does not come after the bar before it: sort the bars and drop the second of a date.`,
    { date },
  );
}

const returnsOfSeries = new WeakMap<PriceSeries, ReturnSeries>();

/**
 * The total returns of a series, computed once per series object: a benchmark that a thousand
 * assets are held against is worked through once. A series is read only, so this never goes stale.
 *
 * @throws HighwaterError as {@link simpleReturns}
 */
export function returnsOf(series: PriceSeries): ReturnSeries {
  let returns = returnsOfSeries.get(series);
  if (returns === undefined) {
    returns = simpleReturns(series.dates, series.adjustedClose);
    returnsOfSeries.set(series, returns);
  }
  return returns;
}

/**
 * The total returns of a price table as a table: date (days since 1970), return.
 *
 * @param prices with columns date and adjustedClose; filters and orders on it are respected
 * @throws HighwaterError as {@link simpleReturns}
 */
export function returnFrame(prices: ColumnTable): ColumnTable {
  const rows = prices.isFiltered() || prices.isOrdered() ? prices.reify() : prices;
  const dates = Int32Array.from(rows.array('date') as ArrayLike<number>);
  const adjusted = rows.array('adjustedClose') as NumberColumn;
  const returns = simpleReturns(dates, adjusted);
  return table({ date: returns.dates, return: returns.values });
}
