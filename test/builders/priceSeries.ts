import type { PriceSeries } from '../../src/domain/priceSeries.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';

/** A series of dated prices, close and adjusted close alike. */
export function priceSeries(
  rows: readonly (readonly [date: string, price: number])[],
): PriceSeries {
  const prices = Float64Array.from(rows, ([, price]) => price);
  return {
    dates: Int32Array.from(rows, ([date]) => toEpochDay(tradingDate(date))),
    close: prices,
    adjustedClose: prices,
    volume: new Float64Array(rows.length),
  };
}

/** A random walk over the sessions from one date to another, the same each time. */
export function walk(from: string, to: string, seed: number): PriceSeries {
  const sessions = sessionsBetween(tradingDate(from), tradingDate(to));
  let state = seed;
  let price = 100;
  return priceSeries(
    sessions.map((date) => {
      state = (state * 48271) % 2147483647;
      return [date, (price *= 1 + (state / 2147483647 - 0.49) / 50)];
    }),
  );
}

/** The series with some of its dates left out. */
export function without(series: PriceSeries, ...missing: readonly string[]): PriceSeries {
  const gone = new Set(missing.map((text) => toEpochDay(tradingDate(text))));
  const kept = [...series.dates.keys()].filter((i) => !gone.has(series.dates[i]!));
  const take = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i]!);
  return {
    dates: Int32Array.from(kept, (i) => series.dates[i]!),
    close: take(series.close),
    adjustedClose: take(series.adjustedClose),
    volume: take(series.volume),
  };
}
