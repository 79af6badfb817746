import { sessionOnOrBefore } from '../../domain/tradingCalendar.js';
import { addDays, fromEpochDay, weekdayOf, type TradingDate } from '../../domain/tradingDate.js';

const FRIDAY = 5;
const QUARTER_ENDS = [3, 6, 9, 12];
const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);

const firstOf = (year: number, month: number): TradingDate =>
  fromEpochDay(Date.UTC(year, month - 1, 1) / 86_400_000);

/** The third Friday of a month, or the session before it: when quarterly funds go ex. */
function thirdFriday(year: number, month: number): TradingDate {
  const first = firstOf(year, month);
  return sessionOnOrBefore(addDays(first, ((FRIDAY - weekdayOf(first) + 7) % 7) + 14));
}

/** The first session of a month: when monthly bond funds go ex. */
function firstSession(year: number, month: number): TradingDate {
  let day = firstOf(year, month);
  while (sessionOnOrBefore(day) !== day) day = addDays(day, 1);
  return day;
}

/** The ex-dates of a year for a fund that pays quarterly or monthly. */
export function exDatesOf(year: number, paymentsPerYear: 0 | 4 | 12): TradingDate[] {
  if (paymentsPerYear === 0) return [];
  return paymentsPerYear === 4
    ? QUARTER_ENDS.map((month) => thirdFriday(year, month))
    : MONTHS.map((month) => firstSession(year, month));
}
