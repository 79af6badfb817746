import { addDays, tradingDate, type TradingDate } from '../../domain/tradingDate.js';
import { isSession } from '../../domain/tradingCalendar.js';
import type { Series } from './rule.js';

/** The calendar knows New York's sessions from here on. */
const CALENDAR_FROM = tradingDate('1993-01-01');

/** Whether New York's calendar can be held against a series: only one in US dollars. */
export function hasCalendar({ currency }: Series): boolean {
  return currency === 'USD';
}

/** New York sessions strictly between two dates, ascending; none before the calendar begins. */
export function sessionsInside(after: TradingDate, before: TradingDate): TradingDate[] {
  const sessions: TradingDate[] = [];
  for (let day = addDays(after, 1); day < before; day = addDays(day, 1)) {
    if (day >= CALENDAR_FROM && isSession(day)) sessions.push(day);
  }
  return sessions;
}

export function isHoliday(day: TradingDate): boolean {
  return day >= CALENDAR_FROM && !isSession(day);
}
