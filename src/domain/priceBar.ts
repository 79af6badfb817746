import type { Decimal } from './decimals.js';
import type { TradingDate } from './tradingDate.js';

/** One session's bar **as traded** that day: adjusted for nothing. Prices in the asset's currency. */
export interface PriceBar {
  readonly date: TradingDate;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  /** Shares that changed hands. */
  readonly volume: bigint;
}

export const PRICE_FIELDS = ['open', 'high', 'low', 'close'] as const;

/**
 * Two downloads of one bar differ by float noise, most of all where a later split rescaled them.
 * Within this relative difference they are the same bar.
 */
export const RESTATEMENT_TOLERANCE = 1e-6;
