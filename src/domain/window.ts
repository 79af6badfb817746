import { addMonths, addDays, type TradingDate } from './tradingDate.js';

/** The windows that figures are published for, shortest first. */
export const WINDOWS = ['1m', '3m', '6m', 'ytd', '1y', '3y', '5y', '10y', 'max'] as const;
export type Window = (typeof WINDOWS)[number];

/** Whether a text names a published window. */
export function isWindow(text: string): text is Window {
  return (WINDOWS as readonly string[]).includes(text);
}

const MONTHS: Readonly<Record<Exclude<Window, 'ytd' | 'max'>, number>> = {
  '1m': 1,
  '3m': 3,
  '6m': 6,
  '1y': 12,
  '3y': 36,
  '5y': 60,
  '10y': 120,
};

/**
 * The base date of a window that ends on `to`: its first return is earned after the close of the
 * last session on or before this date. `1y` to 2024-06-28 is based on 2023-06-28, `ytd` on
 * 31 December; `max` has no base date (null): it begins at the first bar.
 */
export function windowBase(window: Window, to: TradingDate): TradingDate | null {
  if (window === 'max') return null;
  if (window === 'ytd') return addDays(`${to.slice(0, 4)}-01-01` as TradingDate, -1);
  return addMonths(to, -MONTHS[window]);
}
