import { lastIndexBefore } from './adjustment.js';
import { firstDayOf } from './calendarPeriod.js';
import { periodOf, type Frequency } from './resample.js';
import { sessionAfter } from './tradingCalendar.js';
import { fromEpochDay, toEpochDay } from './tradingDate.js';

/**
 * The sessions that end a period, by their index. The last session ends one only if the session
 * that follows it in the exchange's calendar lies in another period.
 *
 * @param dates sessions, days since 1970-01-01, ascending
 * @param beyond how many of the exchange's next sessions are looked at too, so that what lies
 *   before the end of a period by so many sessions does not depend on where the dates stop; their
 *   indices go on after the last
 */
export function periodEnds(frequency: Frequency, dates: Int32Array, beyond = 0): number[] {
  return endsWithin(frequency, beyond === 0 ? dates : withNextSessions(dates, beyond));
}

function withNextSessions(dates: Int32Array, count: number): Int32Array {
  const days = new Int32Array(dates.length + count);
  days.set(dates);
  for (let i = dates.length; i < days.length; i += 1) {
    days[i] = toEpochDay(sessionAfter(fromEpochDay(days[i - 1] as number)));
  }
  return days;
}

function endsWithin(frequency: Frequency, dates: Int32Array): number[] {
  const ends: number[] = [];
  for (let start = 0; start < dates.length;) {
    const last = lastOfPeriod(frequency, dates, start);
    if (last < dates.length - 1 || endsWithExchange(frequency, dates)) ends.push(last);
    start = last + 1;
  }
  return ends;
}

/** The last session of the period that the session `start` lies in. */
function lastOfPeriod(frequency: Frequency, dates: Int32Array, start: number): number {
  if (frequency === 'daily') return start;
  const period = periodOf(frequency, dates[start] as number);
  if (frequency !== 'weekly') return lastIndexBefore(dates, firstDayOf(frequency, period + 1));
  let last = start;
  while (last + 1 < dates.length && periodOf('weekly', dates[last + 1] as number) === period) {
    last += 1;
  }
  return last;
}

function endsWithExchange(frequency: Frequency, dates: Int32Array): boolean {
  const day = dates[dates.length - 1] as number;
  const next = toEpochDay(sessionAfter(fromEpochDay(day)));
  return periodOf(frequency, next) !== periodOf(frequency, day);
}
