import { assert, HighwaterError } from './errors.js';

/**
 * A trading date: the calendar date of a session in the exchange's own time zone, `YYYY-MM-DD`.
 * A string, never a Date: it has no time and no zone, and it sorts as text.
 */
export type TradingDate = string & { readonly __tradingDate: unique symbol };

const MILLISECONDS_PER_DAY = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a real calendar date in the form `YYYY-MM-DD`. */
export function isTradingDate(text: string): text is TradingDate {
  const match = FORM.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Reads `YYYY-MM-DD`. @throws HighwaterError BAD_DATE when it is no calendar date. */
export function tradingDate(text: string): TradingDate {
  if (isTradingDate(text)) return text;
  throw new HighwaterError('BAD_DATE', 'usage', `"${text}" is not a date: write YYYY-MM-DD.`);
}

/** Days since 1970-01-01. */
export function toEpochDay(date: TradingDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) /
    MILLISECONDS_PER_DAY
  );
}

const DAYS_IN_400_YEARS = 146_097;
/** From 0000-03-01 to 1970-01-01: years that begin in March have their leap day last. */
const DAYS_BEFORE_1970 = 719_468;
const TWO_DIGITS = Array.from({ length: 32 }, (_, i) => String(i).padStart(2, '0'));

/**
 * The date that lies `epochDay` days after 1970-01-01, of the Gregorian calendar, years 1000 to
 * 9999. Reckoned, because a Date costs five times as much. After Howard Hinnant,
 * chrono-Compatible Low-Level Date Algorithms (2013).
 *
 * @throws HighwaterError INTERNAL_ASSERTION for any other day, and what is no whole number
 */
export function fromEpochDay(epochDay: number): TradingDate {
  const days = epochDay + DAYS_BEFORE_1970;
  const era = Math.floor(days / DAYS_IN_400_YEARS);
  const ofEra = days - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  assert(year >= 1000 && year <= 9999 && Number.isInteger(epochDay), 'a day lies in a year');
  return `${year}-${TWO_DIGITS[month] as string}-${TWO_DIGITS[day] as string}` as TradingDate;
}

/** The date `days` calendar days later; negative goes back. */
export function addDays(date: TradingDate, days: number): TradingDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** The same day of the month `months` later, or that month's last day where it is shorter. */
export function addMonths(date: TradingDate, months: number): TradingDate {
  const monthIndex = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(monthIndex / 12), monthIndex % 12];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), lastDay);
  return fromEpochDay(Date.UTC(year, month, day) / MILLISECONDS_PER_DAY);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: TradingDate): number {
  return (((toEpochDay(date) + 4) % 7) + 7) % 7;
}

/** Saturday or Sunday. */
export function isWeekend(date: TradingDate): boolean {
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6;
}

/** The wall clock of a time zone at an instant: its date, and minutes since its midnight. */
export interface WallClock {
  readonly date: TradingDate;
  readonly minuteOfDay: number;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall in `timeZone` (IANA name) shows at `instant`. */
export function wallClock(instant: Date, timeZone: string): WallClock {
  let format = zoneFormats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    zoneFormats.set(timeZone, format);
  }
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes): string => part.get(type) ?? '';
  return {
    date: tradingDate(`${read('year')}-${read('month')}-${read('day')}`),
    minuteOfDay: Number(read('hour')) * 60 + Number(read('minute')),
  };
}
