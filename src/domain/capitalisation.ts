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
