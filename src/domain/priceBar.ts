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

function samePrice(a: Decimal, b: Decimal): boolean {
  const [x, y] = [a.toNumber(), b.toNumber()];
  return Math.abs(x - y) <= RESTATEMENT_TOLERANCE * Math.max(1, Math.abs(x), Math.abs(y));
}

function sameVolume(a: bigint, b: bigint): boolean {
  const difference = a > b ? a - b : b - a;
  return difference <= 1n || Number(difference) <= RESTATEMENT_TOLERANCE * Number(a > b ? a : b);
}

/** Whether two downloads tell of the same bar, float noise aside. */
export function isSameBar(a: PriceBar, b: PriceBar): boolean {
  return (
    a.date === b.date &&
    PRICE_FIELDS.every((field) => samePrice(a[field], b[field])) &&
    sameVolume(a.volume, b.volume)
  );
}
