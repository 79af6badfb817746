import type { TradingDate } from './tradingDate.js';

export const SEVERITIES = ['info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Something that was refused or looks wrong, and why. One finding per (symbol, code, tradeDate,
 * subject): finding it again adds nothing.
 */
export interface Finding {
  readonly symbol: string;
  /** Stable, kebab-case, e.g. `price-order` or `dividends-missing`. */
  readonly code: string;
  readonly severity: Severity;
  /** The session it is about, or null when it is about the whole series. */
  readonly tradeDate: TradingDate | null;
  /** One sentence for the operator: what was seen, what was done about it. */
  readonly message: string;
  /** The refused or suspicious values as JSON, so that nothing is lost. */
  readonly detail: Readonly<Record<string, unknown>>;
}
