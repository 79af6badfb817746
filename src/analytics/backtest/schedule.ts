import { periodOf, type Frequency } from '../../domain/resample.js';
import { sessionAfter } from '../../domain/tradingCalendar.js';
import { fromEpochDay, toEpochDay } from '../../domain/tradingDate.js';

/** Which sessions of a calendar end a period, counted in sessions from its last one. */
export class Schedule {
  readonly #ends = new Map<string, ReadonlySet<number>>();

  /** @param dates days since 1970, ascending: the market's calendar */
  constructor(readonly dates: Int32Array) {}

  /**
   * Whether a session is the last of its period, or `offset` sessions after (before, where
   * negative) the last one. The calendar's last session ends a period only if none follows it in
   * the exchange's own.
   */
  isEnd(frequency: Frequency, index: number, offset = 0): boolean {
    const key = `${frequency}${offset}`;
    let ends = this.#ends.get(key);
    if (ends === undefined) {
      ends = new Set(this.#lastSessions(frequency).map((last) => last + offset));
      this.#ends.set(key, ends);
    }
    return ends.has(index);
  }

  #lastSessions(frequency: Frequency): number[] {
    const lasts: number[] = [];
    for (let i = 0; i < this.dates.length; i += 1) {
      const day = this.dates[i] as number;
      const next = this.dates[i + 1] ?? toEpochDay(sessionAfter(fromEpochDay(day)));
      if (periodOf(frequency, next) !== periodOf(frequency, day)) lasts.push(i);
    }
    return lasts;
  }
}
