import type { ActionKind, CorporateAction } from '../../domain/corporateAction.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import type { ShareCount } from '../../domain/shareCount.js';

/** What is known of an asset that an index may hold. */
export interface ConstituentHistory {
  readonly symbol: string;
  readonly series: PriceSeries;
  /** In any order; values as traded. */
  readonly actions: readonly CorporateAction[];
  /** Whether the last close of the series is its last for ever. */
  readonly isDelisted: boolean;
}

/** An action of an asset, at the open of a session. */
export interface ConstituentAction {
  readonly session: number;
  readonly kind: ActionKind;
  /** New shares per old one, or cash per share. */
  readonly value: number;
  /** Cash per share that the index reinvests; 0 of a split. */
  readonly reinvested: number;
  /** Whether a price index reinvests it too. */
  readonly isSpecial: boolean;
}

/** Sessions through which an asset without a bar was held at its last close. */
export interface CarriedClose {
  readonly symbol: string;
  readonly fromSession: number;
  readonly toSession: number;
}

/** An asset on an index's calendar. */
export interface Constituent {
  readonly symbol: string;
  /** The session of `prices[0]`. */
  readonly firstSession: number;
  /**
   * As traded, by session from the first on; the last close where there is no bar, NaN from where
   * that was too long ago. Nothing stands after the last that is held.
   */
  readonly prices: Float64Array;
  /** Splits, and cash that is reinvested: ascending by session. */
  readonly actions: readonly ConstituentAction[];
  /** Sessions from which on it cannot be held any longer, ascending. */
  readonly departures: readonly number[];
  readonly carried: readonly CarriedClose[];
  readonly shares: ShareCount | null;
}

/** The price of a session's close; NaN before the first and after the last. */
export function priceAt({ prices, firstSession }: Constituent, session: number): number {
  return prices[session - firstSession] ?? NaN;
}
