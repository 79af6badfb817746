import { sessionAfter } from '../../domain/tradingCalendar.js';
import { addMonths, type TradingDate } from '../../domain/tradingDate.js';

const MONTHS_PER_YEAR = 12;
const isFirstOfMonth = (date: TradingDate): boolean => date.endsWith('-01');
const monthOf = (date: TradingDate): number =>
  Number(date.slice(0, 4)) * MONTHS_PER_YEAR + Number(date.slice(5, 7));

/**
 * From when on the observations of a series could be used, where its file does not say so
 * (docs/decisions/025). Observations that are all dated on the first of a month are averages over
 * the month, quarter or year that begins there: known from the first day after it. All others are
 * of one day, or of a week that ends on it: known from the next session.
 *
 * @param dates of all observations, missing values among them, in any order
 */
export function publicationOf(dates: readonly TradingDate[]): (date: TradingDate) => TradingDate {
  if (!dates.every(isFirstOfMonth)) return sessionAfter;
  const months = [...new Set(dates.map(monthOf))].sort((a, b) => a - b);
  const gaps = months.slice(1).map((month, i) => month - (months[i] as number));
  const periodMonths = Math.min(MONTHS_PER_YEAR, ...(gaps.length === 0 ? [1] : gaps));
  return (date) => addMonths(date, periodMonths);
}
