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

/** What an item stands for, ascending; nothing where it is none. */
function valuesOf(text: string, field: CronField): number[] {
  const match = ITEM.exec(text);
  if (match === null) return [];
  const [, from, to, step = '1'] = match;
  const isSteppedValue = from !== undefined && to === undefined && match[3] !== undefined;
  if (Number(step) < 1 || isSteppedValue) return [];
  const first = from === undefined ? field.least : valueOf(from, field);
  const last = from === undefined ? field.most : valueOf(to ?? from, field);
  const values: number[] = [];
  for (let value = first; value <= last; value += Number(step)) values.push(value);
  return values;
}

/** The longest that each month can be. */
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a day that is named comes in a month that is named: never does the 31st of April. */
function hasDay(days: readonly number[], months: readonly number[]): boolean {
  const longest = Math.max(...months.map((month) => DAYS_OF_MONTH[month - 1] as number));
  return Math.min(...days) <= longest;
}

/**
 * Whether a text is a cron schedule of five fields, or six with seconds in front: numbers, names
 * of months and weekdays, lists, ascending ranges, steps over `*` or a range; of days that come.
 */
export function isCronExpression(text: string): boolean {
  const given = text.trim().toLowerCase().split(/\s+/);
  const fields = FIELDS.slice(FIELDS.length - given.length);
  if (given.length < 5 || given.length > FIELDS.length) return false;
  const values = fields.map((field, i) =>
    (given[i] ?? '').split(',').map((item) => valuesOf(item, field)),
  );
  if (values.flat().some((ofItem) => ofItem.length === 0)) return false;
  const [days, months] = values.slice(-3).map((items) => items.flat()) as [number[], number[]];
  return hasDay(days, months);
}

/** A setting's format: {@link isCronExpression}. */
export const cronExpression = z.string().refine(isCronExpression);
