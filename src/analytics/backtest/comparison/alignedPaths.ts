import { HighwaterError } from '../../../domain/errors.js';
import { fromEpochDay } from '../../../domain/tradingDate.js';
import type { ValuePath } from '../paths/pathSample.js';

/** Paths that one comparison takes at most. */
export const COMPARED_PATHS_MAX = 50;
/** A value to begin with and two returns: what a correlation takes is one more. */
export const COMMON_DATES_MIN = 3;

/** A path under the name that it is compared by. */
export interface LabelledPath extends ValuePath {
  readonly label: string;
}

/** Several paths on the dates that all of them have. */
export interface AlignedPaths {
  /** Days since 1970, ascending. */
  readonly dates: Int32Array;
  /** In the order given: 1 on the first date. */
  readonly columns: readonly Float64Array[];
}

/**
 * Values on common dates, each divided by its first: what lies between two common dates is
 * earned over the longer step, and nothing is made up.
 *
 * @throws HighwaterError NOTHING_TO_COMPARE, TOO_MANY_PATHS, REPEATED_LABEL, BAD_PATH (a value
 *   that is not a positive number), NO_COMMON_DATES (fewer than {@link COMMON_DATES_MIN})
 */
export function alignPaths(paths: readonly LabelledPath[]): AlignedPaths {
  requirePaths(paths);
  const counts = new Map<number, number>();
  for (const { dates } of paths) {
    for (const day of dates) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const isCommon = (day: number): boolean => counts.get(day) === paths.length;
  const dates = (paths[0] as LabelledPath).dates.filter(isCommon);
  if (dates.length < COMMON_DATES_MIN) {
    throw refused(
      'NO_COMMON_DATES',
      `The paths share ${dates.length} dates, and ${COMMON_DATES_MIN} are needed: widen the range.`,
    );
  }
  const columns = paths.map((path) =>
    rebased(path.values.filter((_, i) => isCommon(path.dates[i] as number))),
  );
  return { dates, columns };
}

function rebased(values: Float64Array): Float64Array {
  const base = values[0] as number;
  return values.map((value) => value / base);
}

function requirePaths(paths: readonly LabelledPath[]): void {
  if (paths.length === 0) throw refused('NOTHING_TO_COMPARE', 'A comparison needs a path.');
  if (paths.length > COMPARED_PATHS_MAX) {
    throw refused(
      'TOO_MANY_PATHS',
      `A comparison takes at most ${COMPARED_PATHS_MAX} paths, not ${paths.length}.`,
    );
  }
  const labels = new Set<string>();
  for (const path of paths) {
    const { label, dates, values } = path;
    if (labels.has(label)) {
      throw refused('REPEATED_LABEL', `"${label}" names two paths: give each its own name.`, label);
    }
    labels.add(label);
    const bad = values.findIndex((value) => !(value > 0 && value < Infinity));
    if (bad < 0 && dates.length === values.length) continue;
    const where = bad < 0 ? 'at its end' : `on ${fromEpochDay(dates[bad] as number)}`;
    throw refused('BAD_PATH', `"${label}" has no positive value ${where}: end it before.`, label);
  }
}

function refused(code: string, message: string, label?: string): HighwaterError {
  return new HighwaterError(code, 'usage', message, label === undefined ? {} : { label });
}
