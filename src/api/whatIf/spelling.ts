import { parameter } from '../http/parameters.js';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;

/** A number in any spelling, `.6`, `0.60` or `6e-1`; undefined for anything else. */
export function numberFrom(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) + 0 : undefined;
}

/** A value in its one spelling, not undefined: numbers as short as they can be, lists with commas, null as `none`. */
export function spelled(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.map(spelled).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number within bounds, both included. */
export const numeric = (description: string, minimum: number, maximum: number) =>
  parameter<number>(
    {
      description,
      accepts: `a number from ${String(minimum)} to ${String(maximum)}`,
      json: { type: 'number', minimum, maximum },
    },
    (text) => {
      const number = numberFrom(text);
      return number !== undefined && number >= minimum && number <= maximum ? number : undefined;
    },
  );

const AMOUNT_MAX = 9_999_999_999.99;

/** An amount of money, in whole cents. */
export const amount = (description: string, minimum = 0) =>
  parameter<number>(
    {
      description,
      accepts: `an amount from ${String(minimum)} to ${String(AMOUNT_MAX)} with two decimal places at most`,
      json: { type: 'number', minimum, maximum: AMOUNT_MAX },
    },
    (text) => {
      const number = numberFrom(text);
      if (number === undefined || number < minimum || number > AMOUNT_MAX) return undefined;
      return Number(number.toFixed(2)) === number ? number : undefined;
    },
  );

/** One of several words, in any case. */
export const oneOf = <const T extends string>(description: string, choices: readonly T[]) =>
  parameter<T>(
    { description, accepts: choices.join(', '), json: { enum: [...choices] } },
    (text) => {
      const asked = text.trim().toLowerCase();
      return choices.find((it) => it.toLowerCase() === asked);
    },
  );

/** A parameter and its value as they stand in an address. */
export type SpelledParameter = readonly [name: string, value: string];

/**
 * The parameters whose values are not the defaults, in the order of `names`.
 *
 * @param defaults what each is where it is left out; absent where nothing that can be asked for says the same
 */
export function unlikeDefaults(
  values: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
  names: readonly string[],
): SpelledParameter[] {
  return names.flatMap((name): SpelledParameter[] => {
    const value = values[name];
    if (value === undefined) return [];
    const text = spelled(value);
    return name in defaults && text === spelled(defaults[name]) ? [] : [[name, text]];
  });
}

/** What may stand in the value of a parameter as it is, and is easier to read so. */
const READABLE = /%(?:2C|2F|3A|3B|3D)/g;

/** An address with these parameters in their order. */
export function addressWith(path: string, parameters: readonly SpelledParameter[]): string {
  const query = parameters.map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(value).replace(READABLE, (code) => decodeURIComponent(code))}`,
  );
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}
