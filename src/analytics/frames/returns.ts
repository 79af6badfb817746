import { table, type ColumnTable } from 'arquero';
import { assert, HighwaterError } from '../../domain/errors.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import { loops } from '../simd/loops.js';
import { addressOf, inMemory, isPlaced, newColumn } from '../simd/memory.js';

/** Simple returns and the dates (days since 1970, ascending) on whose close they are earned. */
export interface ReturnSeries {
  readonly dates: Int32Array;
  readonly values: Float64Array;
}

/**
 * Simple returns from each price to the next: (p[t] − p[t−1]) / p[t−1], one fewer than prices.
 * NaN, infinite, zero and negative prices are refused, never skipped: a gap closed silently would
 * be a return that nobody earned.
 *
 * @param dates days since 1970
 * @param prices one per date, adjusted for splits and distributions
 * @param values where the returns go: new memory unless given
 * @throws HighwaterError BAD_PRICE or DATES_NOT_ASCENDING, naming the date
 */
export function simpleReturns(
  dates: Int32Array,
  prices: Float64Array,
  values: Float64Array = new Float64Array(Math.max(0, prices.length - 1)),
): ReturnSeries {
  assert(dates.length === prices.length, 'dates and prices have one length');
  assert(values.length === Math.max(0, prices.length - 1), 'there is one return less than prices');
  const datesOfValues = datesOfReturns(dates);
  if (prices.length > 0 && !isPrice(prices[0] as number)) refusePrice(dates, prices);
  inMemory(() => {
    const from = addressOf(prices);
    const returns = isPlaced(values) ? values : newColumn(values.length);
    if (loops.returns(from, values.length, returns.byteOffset) === 0) refusePrice(dates, prices);
    if (returns !== values) values.set(returns);
  });
  return { dates: datesOfValues, values };
}

/** Names the first price that is none. */
function refusePrice(dates: Int32Array, prices: Float64Array): never {
  const place = prices.findIndex((price) => !isPrice(price));
  throw badPrice(dates[place] as number, prices[place] as number);
}

const isPrice = (price: number): boolean => price > 0 && price < Infinity;

/** The dates of returns by those of prices that were found ascending: many series may share them. */
const laterDates = new WeakMap<Int32Array, Int32Array>();

function datesOfReturns(dates: Int32Array): Int32Array {
  let later = laterDates.get(dates);
  if (later === undefined) {
    for (let i = 1; i < dates.length; i += 1) {
      if ((dates[i] as number) <= (dates[i - 1] as number)) throw notAscending(dates[i] as number);
    }
    later = dates.subarray(Math.min(1, dates.length));
    laterDates.set(dates, later);
  }
  return later;
}

function badPrice(epochDay: number, price: number): HighwaterError {
  const date = fromEpochDay(epochDay);
  return new HighwaterError(
    'BAD_PRICE',
    'data',
    `The adjusted close of ${date} is ${price}, not a positive number: mend or remove the bar.`,
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

/**
 * The total returns of a price table as a table: date (days since 1970), return.
 *
 * @param prices with columns date and adjustedClose; filters and orders on it are respected
 * @throws HighwaterError as {@link simpleReturns}
 */
export function returnFrame(prices: ColumnTable): ColumnTable {
  const rows = prices.isFiltered() || prices.isOrdered() ? prices.reify() : prices;
  const dates = Int32Array.from(rows.array('date') as ArrayLike<number>);
  // A null would turn into 0, and NaN stays: both are refused as prices.
  const adjusted = Float64Array.from(rows.array('adjustedClose') as ArrayLike<number>);
  const returns = simpleReturns(dates, adjusted);
  return table({ date: returns.dates, return: returns.values });
}
