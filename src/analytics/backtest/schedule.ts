import { periodEnds } from '../../domain/periodEnds.js';
import type { Frequency } from '../../domain/resample.js';

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
      for (const last of periodEnds(frequency, this.dates, Math.max(0, -offset))) {
        if (last + offset >= 0 && last + offset < ends.length) ends[last + offset] = 1;
      }
      this.#ends.set(key, ends);
    }
    return ends;
  }
}
