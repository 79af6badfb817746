import { z } from 'zod';

interface CronField {
  readonly least: number;
  readonly most: number;
  /** Names of values, the first standing for `least`. */
  readonly names?: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

/** Second (may be left out), minute, hour, day of the month, month, day of the week. */
const FIELDS: readonly CronField[] = [
  { least: 0, most: 59 },
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 7, names: WEEKDAYS },
];

const ITEM = /^(?:\*|([a-z]{3}|\d{1,2})(?:-([a-z]{3}|\d{1,2}))?)(?:\/(\d{1,2}))?$/;

/** A number or name as the field's number; NaN where it is none of its values. */
function valueOf(text: string, { least, most, names = [] }: CronField): number {
  const place = names.indexOf(text);
  const value = place >= 0 ? least + place : Number(text);
  return value >= least && value <= most ? value : Number.NaN;
}

function isItem(text: string, field: CronField): boolean {
  const match = ITEM.exec(text);
  if (match === null) return false;
  const [, from, to, step] = match;
  if (step !== undefined && (Number(step) < 1 || (from !== undefined && to === undefined))) {
    return false;
  }
  if (from === undefined) return true;
  return valueOf(from, field) <= valueOf(to ?? from, field);
}

/**
 * Whether a text is a cron schedule of five fields, or six with seconds in front: numbers, names
 * of months and weekdays, lists, ascending ranges, steps over `*` or a range.
 */
export function isCronExpression(text: string): boolean {
  const given = text.trim().toLowerCase().split(/\s+/);
  const fields = FIELDS.slice(FIELDS.length - given.length);
  if (given.length < 5 || given.length > FIELDS.length) return false;
  return fields.every((field, i) =>
    (given[i] ?? '').split(',').every((item) => isItem(item, field)),
  );
}

/** A setting's format: {@link isCronExpression}. */
export const cronExpression = z.string().refine(isCronExpression);
