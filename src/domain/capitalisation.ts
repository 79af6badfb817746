import { lastIndexBefore, type CloseHistory } from './adjustment.js';
import { CAP_PLACES, Dec, type Decimal } from './decimals.js';
import type { DecimalInput } from './fieldRules.js';
import type { TradingDate } from './tradingDate.js';

/**
 * What an asset was worth as a whole on a date, and known to be from that date on: of a fund, its
 * net assets (docs/decisions/034-capitalisations.md).
 */
export interface Capitalisation {
  readonly date: TradingDate;
  /** In the asset's currency, above zero, two decimal places. */
  readonly marketCap: DecimalInput;
  /** As traded: no later split is in it. Null where only the capitalisation is known. */
  readonly sharesOutstanding: bigint | null;
}

/** Capitalisations of an asset by the day (since 1970) on which they were known, ascending. */
export interface CapHistory {
  readonly dates: Int32Array;
  /** In the asset's currency. */
  readonly marketCaps: Float64Array;
  /** NaN where only the capitalisation is known; null where it is so of all. */
  readonly sharesOutstanding: Float64Array | null;
}

/**
 * The index of the bar that a capitalisation of `epochDay` goes with: the last one on or before
 * that day, since counts are told on days without trading too; −1 before the first.
 */
export function barOfCapitalisation(
  { dates }: Pick<CloseHistory, 'dates'>,
  epochDay: number,
): number {
  return lastIndexBefore(dates, epochDay + 1);
}

/**
 * Shares times the close of their day, to the places that are stored.
 *
 * @param shares outstanding, as traded
 * @param close as traded, finite
 */
export function capitalisationOf(shares: DecimalInput, close: number): Decimal {
  return new Dec(shares).times(close).toDecimalPlaces(CAP_PLACES);
}
