import { lastIndexBefore } from '../../domain/adjustment.js';
import { assert } from '../../domain/errors.js';

/** Sessions that one index may have: about a century. */
export const SESSIONS_MAX = 30_000;
const BYTES_PER_DAY = Int32Array.BYTES_PER_ELEMENT;

/** Where an asset's bars lie on a calendar. */
export interface CalendarSpan {
  /** Its bars from the first to the last session: `start` included, `end` not. */
  readonly start: number;
  readonly end: number;
  /** The session of the first bar, where every session from there on has one up to the last bar. */
  readonly unbrokenFrom: number | null;
}

/** The sessions of an index, and where its assets' bars lie on them. */
export interface IndexCalendar {
  /** Days since 1970-01-01, ascending. */
  readonly sessions: Int32Array;
  readonly spans: readonly CalendarSpan[];
}

/**
 * The sessions from one day to another on which any of the assets has a bar.
 *
 * @param columns of dates, one per asset, days since 1970-01-01, each ascending
 */
export function calendarOf(
  columns: readonly Int32Array[],
  from: number,
  to: number,
): IndexCalendar {
  const parts = columns.map((dates) => ({
    dates,
    start: lastIndexBefore(dates, from) + 1,
    end: lastIndexBefore(dates, to + 1) + 1,
  }));
  const longest = parts.reduce((a, b) => (b.end - b.start > a.end - a.start ? b : a), {
    dates: new Int32Array(),
    start: 0,
    end: 0,
  });
  const most = longest.dates.subarray(longest.start, longest.end);
  const spans = spansOn(most, parts);
  const missing = new Set<number>();
  spans.forEach(({ unbrokenFrom, start, end }, i) => {
    if (unbrokenFrom !== null || start >= end) return;
    addMissing(most, (columns[i] as Int32Array).subarray(start, end), missing);
  });
  assert(most.length + missing.size <= SESSIONS_MAX, 'an index has at most 30,000 sessions');
  if (missing.size === 0) return { sessions: most, spans };
  const sessions = Int32Array.from([...most, ...missing]).sort();
  return { sessions, spans: spansOn(sessions, parts) };
}

interface Part {
  readonly dates: Int32Array;
  readonly start: number;
  readonly end: number;
}

/** Compares bytes, not days: most assets trade on every session, which is told a hundredfold faster. */
function spansOn(sessions: Int32Array, parts: readonly Part[]): CalendarSpan[] {
  const bytes = bytesOf(sessions);
  return parts.map(({ dates, start, end }) => {
    const place = lastIndexBefore(sessions, dates[start] ?? 0) + 1;
    const placeEnd = place + Math.max(0, end - start);
    const isUnbroken =
      start < end &&
      placeEnd <= sessions.length &&
      bytes.compare(
        bytesOf(dates),
        start * BYTES_PER_DAY,
        end * BYTES_PER_DAY,
        place * BYTES_PER_DAY,
        placeEnd * BYTES_PER_DAY,
      ) === 0;
    return { start, end, unbrokenFrom: isUnbroken ? place : null };
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Adds the days that `known` lacks. */
function addMissing(known: Int32Array, part: Int32Array, missing: Set<number>): void {
  let place = lastIndexBefore(known, part[0] as number) + 1;
  for (const day of part) {
    while (place < known.length && (known[place] as number) < day) place += 1;
    if (known[place] !== day) missing.add(day);
  }
}
