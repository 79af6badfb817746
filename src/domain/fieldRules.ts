import { Dec, type Decimal } from './decimals.js';
import { HighwaterError } from './errors.js';
import { isTradingDate } from './tradingDate.js';

/** What a field accepts. */
export interface FieldRule {
  /** Completes "it must be …". */
  readonly limit: string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether an error keeps the value to itself. */
  readonly isSecret?: true;
}

/** A decimal as it may be given: text is exact, and so is a float's shortest form. */
export type DecimalInput = Decimal | string | number;

const PLAIN_DECIMAL = /^-?\d{1,30}(\.\d{1,30})?$/;
const SHOWN_CHARACTERS = 100;
// Control characters, of which PostgreSQL refuses one, and halves of a surrogate pair.
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const UNPRINTABLE_BUT_LINES = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** The decimal, or null where it is none: no hexadecimal, no exponent, not infinite. */
export function decimalOf(value: unknown): Decimal | null {
  if (Dec.isDecimal(value)) return value.isFinite() ? new Dec(value) : null;
  if (typeof value === 'number') return Number.isFinite(value) ? new Dec(value) : null;
  return typeof value === 'string' && PLAIN_DECIMAL.test(value) ? new Dec(value) : null;
}

/** One line of `min` to `max` characters without control characters or space at its ends. */
export const text = (min: number, max: number): FieldRule => ({
  limit: `a text of ${min} to ${max} characters on one line, with no space at its ends`,
  accepts: (value) =>
    typeof value === 'string' &&
    hasLength(value, min, max) &&
    value === value.trim() &&
    !UNPRINTABLE.test(value),
});

/** Lines of together at most `max` characters. */
export const prose = (max: number): FieldRule => ({
  limit: `a text of at most ${max} characters`,
  accepts: (value) =>
    typeof value === 'string' && hasLength(value, 0, max) && !UNPRINTABLE_BUT_LINES.test(value),
});

/** PostgreSQL counts characters, not UTF-16 units. */
const hasLength = (value: string, min: number, max: number): boolean => {
  const length = value.length > max * 2 ? Infinity : Array.from(value).length;
  return length >= min && length <= max;
};

/** A text that a pattern describes; the limit says it in words. */
export const matching = (pattern: RegExp, limit: string): FieldRule => ({
  limit,
  accepts: (value) => typeof value === 'string' && pattern.test(value),
});

/** Small letters, digits and single hyphens, 60 at most. */
export const slug: FieldRule = matching(
  /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/,
  '1 to 60 small letters and digits in words joined by hyphens, such as "all-weather"',
);

export const currency: FieldRule = matching(/^[A-Z]{3}$/, 'a currency of three capitals');

export const uuid: FieldRule = matching(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'a UUID in small letters',
);

export const flag: FieldRule = {
  limit: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};

/** One of these words. */
export const oneOf = (values: readonly string[]): FieldRule => ({
  limit: `one of ${values.join(', ')}`,
  accepts: (value) => typeof value === 'string' && values.includes(value),
});

/** A whole number from `min` to `max`. */
export const wholeNumber = (min: number, max: number): FieldRule => ({
  limit: `a whole number from ${min} to ${max}`,
  accepts: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
});

/** A finite float64 from `min` to `max`. */
export const numberWithin = (min: number, max: number): FieldRule => ({
  limit: `a finite number from ${min} to ${max}`,
  accepts: (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max,
});

/** From `min` to `max`, with at most `places` decimal places. */
export const decimal = (min: string, max: string, places: number): FieldRule => ({
  limit: `a decimal from ${min} to ${max} with at most ${places} decimal places`,
  accepts: (value) => {
    const read = decimalOf(value);
    return read !== null && read.gte(min) && read.lte(max) && read.decimalPlaces() <= places;
  },
});

export const date: FieldRule = {
  limit: 'a date, YYYY-MM-DD',
  accepts: (value) => typeof value === 'string' && isTradingDate(value),
};

/** `rule`, or null. */
export const orNull = (rule: FieldRule): FieldRule => ({
  ...rule,
  limit: `${rule.limit}, or null`,
  accepts: (value) => value === null || rule.accepts(value),
});

/** `rule`, whose value no error repeats. */
export const secret = (rule: FieldRule): FieldRule => ({ ...rule, isSecret: true });

/**
 * The error of a value that a field does not accept; its detail names the field, the value and
 * the limit.
 *
 * @param code FIELD_REFUSED unless the rule has a code of its own
 */
export function fieldRefused(
  subject: string,
  field: string,
  value: unknown,
  rule: Pick<FieldRule, 'limit' | 'isSecret'>,
  code = 'FIELD_REFUSED',
): HighwaterError {
  const shown = rule.isSecret === true ? 'what was given' : display(value);
  return new HighwaterError(
    code,
    'usage',
    `The ${field} of the ${subject} cannot be ${shown}: it must be ${rule.limit}.`,
    { subject, field, value: rule.isSecret === true ? null : shown, limit: rule.limit },
  );
}

function display(value: unknown): string {
  const written = Dec.isDecimal(value) ? value.toFixed() : value;
  if (written === null || written === undefined) return 'nothing';
  const isShort =
    typeof written === 'number' || typeof written === 'bigint' || typeof written === 'boolean';
  if (isShort) return String(written);
  if (typeof written !== 'string') return 'what was given';
  const full = JSON.stringify(written);
  return full.length > SHOWN_CHARACTERS ? `${full.slice(0, SHOWN_CHARACTERS)}…` : full;
}

/** @throws HighwaterError FIELD_REFUSED for the first field that its rule does not accept */
export function requireFields<Name extends string>(
  subject: string,
  rules: Readonly<Record<Name, FieldRule>>,
  fields: Readonly<Record<NoInfer<Name>, unknown>>,
): void {
  for (const [field, rule] of Object.entries<FieldRule>(rules)) {
    const value: unknown = fields[field as Name];
    if (!rule.accepts(value)) throw fieldRefused(subject, field, value, rule);
  }
}
