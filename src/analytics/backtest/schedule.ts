import { firstDayOf } from '../../domain/calendarPeriod.js';
import { periodOf, type Frequency } from '../../domain/resample.js';
import { sessionAfter } from '../../domain/tradingCalendar.js';
import { fromEpochDay, toEpochDay } from '../../domain/tradingDate.js';

/** Which sessions of a calendar end a period, counted in sessions from its last one. */
export class Schedule {
  readonly #ends = new Map<string, Uint8Array<ArrayBuffer>>();
  /** What was asked for last: a strategy asks for the same at every close. */
  #asked = { frequency: '', offset: 0, ends: new Uint8Array(0) };

  /** @param dates days since 1970, ascending: the market's calendar */
  constructor(readonly dates: Int32Array) {}

  /**
   * Whether a session is the last of its period, or `offset` sessions after (before, where
   * negative) the last one. After the calendar's last session the exchange's own goes on: which
   * sessions end a period does not depend on where the calendar stops.
   */
  isEnd(frequency: Frequency, index: number, offset = 0): boolean {
    const asked = this.#asked;
    if (asked.frequency !== frequency || asked.offset !== offset) {
      this.#asked = { frequency, offset, ends: this.#endsOf(frequency, offset) };
    }
    return this.#asked.ends[index] === 1;
  }

  /** A column of 1 for each session that is an end, of 0 for the others. */
  #endsOf(frequency: Frequency, offset: number): Uint8Array<ArrayBuffer> {
    const key = `${frequency}${offset}`;
    let ends = this.#ends.get(key);
    if (ends === undefined) {
      ends = new Uint8Array(this.dates.length);
      for (const last of this.#lastSessions(frequency, Math.max(0, -offset))) {
        if (last + offset >= 0 && last + offset < ends.length) ends[last + offset] = 1;
      }
      this.#ends.set(key, ends);
    }
    return ends;
  }

  #lastSessions(frequency: Frequency, beyond: number): number[] {
    const days = this.#daysWith(beyond + 1);
    const lasts: number[] = [];
    // Dates are read once: from there on periods are counted.
    let period = periodOf(frequency, days[0] as number);
    let nextStart = firstDayOfPeriod(frequency, period + 1);
    for (let i = 0; i < days.length - 1; i += 1) {
      const next = days[i + 1] as number;
      if (next < nextStart) continue;
      lasts.push(i);
      while (next >= nextStart) {
        period += 1;
        nextStart = firstDayOfPeriod(frequency, period + 1);
      }
    }
    return lasts;
  }

  /** The calendar, and the exchange's next `count` sessions after it. */
  #daysWith(count: number): Int32Array {
    const days = new Int32Array(this.dates.length + count);
    days.set(this.dates);
    for (let i = this.dates.length; i < days.length; i += 1) {
      days[i] = toEpochDay(sessionAfter(fromEpochDay(days[i - 1] as number)));
    }
    return days;
  }
}

/** The first day (since 1970) of a period, numbered as `periodOf` does. */
function firstDayOfPeriod(frequency: Frequency, period: number): number {
  if (frequency === 'daily') return period;
  // Weeks begin on Monday: 1970-01-05 is day 4 of week 1.
  return frequency === 'weekly' ? period * 7 - 3 : firstDayOf(frequency, period);
}
