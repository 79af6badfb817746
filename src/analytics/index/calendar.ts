import { lastIndexBefore } from '../../domain/adjustment.js';
import { assert } from '../../domain/errors.js';

/** Sessions that one index may have: about a century. */
export const SESSIONS_MAX = 30_000;

/**
 * The sessions from one day to another on which any of the assets has a bar, ascending.
 *
 * @param columns of dates, days since 1970-01-01, each ascending
 */
export function sessionsOf(columns: readonly Int32Array[], from: number, to: number): Int32Array {
  const parts = columns.map((dates) =>
    dates.subarray(lastIndexBefore(dates, from) + 1, lastIndexBefore(dates, to + 1) + 1),
  );
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), new Int32Array());
  const missing = new Set<number>();
  for (const part of parts) addMissing(longest, part, missing);
  assert(longest.length + missing.size <= SESSIONS_MAX, 'an index has at most 30,000 sessions');
  return missing.size === 0 ? longest : Int32Array.from([...longest, ...missing]).sort();
}

/** Adds the days that `known` lacks. */
function addMissing(known: Int32Array, part: Int32Array, missing: Set<number>): void {
  const first = part[0];
  if (first === undefined) return;
  let place = lastIndexBefore(known, first) + 1;
  if (runsAlong(known, place, part)) return;
  for (const day of part) {
    while (place < known.length && (known[place] as number) < day) place += 1;
    if (known[place] !== day) missing.add(day);
  }
}

/** Whether the sessions from `place` on are the days of `part`, none left out and none added. */
export function runsAlong(sessions: Int32Array, place: number, part: Int32Array): boolean {
  if (place + part.length > sessions.length) return false;
  const { buffer, byteOffset } = sessions.subarray(place, place + part.length);
  const theirs = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  return Buffer.from(buffer, byteOffset, part.byteLength).equals(theirs);
}
