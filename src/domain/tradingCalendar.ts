import {
  addDays,
  fromEpochDay,
  isWeekend,
  toEpochDay,
  wallClock,
  weekdayOf,
} from './tradingDate.js';
import type { TradingDate } from './tradingDate.js';

/** Minutes after midnight at which a regular session of the New York exchanges ends. */
const CLOSE_MINUTE = 16 * 60;
/** Minutes that a bar is given after the close until it counts as final. */
const SETTLE_MINUTES = 30;

/** Days on which the New York exchanges were closed outside the yearly rules. */
const SPECIAL_CLOSURES = new Set([
  '1994-04-27',
  '2001-09-11',
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11',
  '2007-01-02',
  '2012-10-29',
  '2012-10-30',
  '2018-12-05',
  '2025-01-09',
]);

const date = (year: number, month: number, day: number): TradingDate =>
  fromEpochDay(Date.UTC(year, month - 1, day) / 86_400_000);

/** The `n`-th given weekday of a month; counted from its end where `n` is −1. */
function nthWeekday(year: number, month: number, weekday: number, n: number): TradingDate {
  if (n > 0) {
    const first = date(year, month, 1);
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7);
  }
  const last = addDays(date(year, month + 1, 1), -1);
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
}

/** Gregorian Easter Sunday (Meeus, Jones and Butcher). */
function easter(year: number): TradingDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return date(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/** Sunday's holiday is kept on Monday, Saturday's on Friday. */
function observed(day: TradingDate): TradingDate {
  if (weekdayOf(day) === 0) return addDays(day, 1);
  return weekdayOf(day) === 6 ? addDays(day, -1) : day;
}

const [MONDAY, THURSDAY] = [1, 4];

function holidaysOf(year: number): Set<string> {
  const newYear = date(year, 1, 1);
  return new Set([
    // A Saturday's New Year is not moved back into the old year (NYSE rule 7.2).
    ...(weekdayOf(newYear) === 6 ? [] : [observed(newYear)]),
    ...(year >= 1998 ? [nthWeekday(year, 1, MONDAY, 3)] : []),
    nthWeekday(year, 2, MONDAY, 3),
    addDays(easter(year), -2),
    nthWeekday(year, 5, MONDAY, -1),
    ...(year >= 2022 ? [observed(date(year, 6, 19))] : []),
    observed(date(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 11, THURSDAY, 4),
    observed(date(year, 12, 25)),
  ]);
}

const holidaysByYear = new Map<number, Set<string>>();

/**
 * Whether the New York exchanges held a session on `day`. Rules of NYSE from 1993 on, with the
 * unscheduled closures up to January 2025.
 */
export function isSession(day: TradingDate): boolean {
  if (isWeekend(day) || SPECIAL_CLOSURES.has(day)) return false;
  const year = Number(day.slice(0, 4));
  let holidays = holidaysByYear.get(year);
  if (holidays === undefined) {
    holidays = holidaysOf(year);
    holidaysByYear.set(year, holidays);
  }
  return !holidays.has(day);
}

/** The sessions from `from` to `to`, both included, ascending. */
export function sessionsBetween(from: TradingDate, to: TradingDate): TradingDate[] {
  const sessions: TradingDate[] = [];
  for (let day = toEpochDay(from); day <= toEpochDay(to); day += 1) {
    const candidate = fromEpochDay(day);
    if (isSession(candidate)) sessions.push(candidate);
  }
  return sessions;
}

/** The last session on or before `day`. */
export function sessionOnOrBefore(day: TradingDate): TradingDate {
  let candidate = day;
  while (!isSession(candidate)) candidate = addDays(candidate, -1);
  return candidate;
}

/** The first session after `day`. */
export function sessionAfter(day: TradingDate): TradingDate {
  let candidate = addDays(day, 1);
  while (!isSession(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}

/**
 * The newest session whose bar is final at `now`: today's counts from half an hour after the
 * close on. Anything later is provisional and never stored.
 *
 * @param timeZone the exchange's, IANA name
 */
export function lastFinalSession(now: Date, timeZone: string): TradingDate {
  const clock = wallClock(now, timeZone);
  const isFinal = clock.minuteOfDay >= CLOSE_MINUTE + SETTLE_MINUTES;
  return sessionOnOrBefore(isFinal ? clock.date : addDays(clock.date, -1));
}
