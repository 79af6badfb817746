import { z } from 'zod';
import { isSymbol } from '../../domain/asset.js';
import { HighwaterError } from '../../domain/errors.js';
import { isTradingDate, type TradingDate } from '../../domain/tradingDate.js';
import { TEXT_LIMITS } from './limits.js';

/** What a reader is told of a parameter, and its JSON schema where it is more than text. */
interface About {
  readonly description: string;
  /** Completes "it accepts …". */
  readonly accepts: string;
  readonly example?: string | number;
  readonly json?: Readonly<Record<string, unknown>>;
}

// Control characters, NUL among them, are in no name that is stored.
const CONTROL = /\p{Cc}/u;
const VALUE_SHOWN = 60;

/** A parameter of the query, read by `read`, which gives undefined for what it does not accept. */
export function parameter<T>(about: About, read: (text: string) => T | undefined) {
  const { description, accepts, example, json = {} } = about;
  const schema = z.string().transform((text, context): T => {
    const value = CONTROL.test(text) ? undefined : read(text);
    if (value !== undefined) return value;
    const message = `cannot be "${text.replace(/\p{Cc}/gu, '?').slice(0, VALUE_SHOWN)}"`;
    context.addIssue({ code: 'custom', message, params: { accepts } });
    return z.NEVER;
  });
  return schema.meta({
    description: `${description} Accepts ${accepts}.`,
    ...(example === undefined ? {} : { example }),
    ...json,
  });
}

const within = (text: string, limit: number): string | undefined =>
  text.trim() !== '' && text.length <= limit ? text : undefined;

export const text = (description: string, example?: string) =>
  parameter(
    {
      description,
      accepts: `1 to ${String(TEXT_LIMITS.text)} characters`,
      ...(example === undefined ? {} : { example }),
      json: { minLength: 1, maxLength: TEXT_LIMITS.text },
    },
    (value) => within(value, TEXT_LIMITS.text),
  );

export const date = (description: string, example?: string) =>
  parameter<TradingDate>(
    {
      description,
      accepts: 'a date, YYYY-MM-DD',
      ...(example === undefined ? {} : { example }),
      json: { format: 'date' },
    },
    (value) => (isTradingDate(value) ? value : undefined),
  );

export const choice = <const T extends string>(
  description: string,
  choices: readonly T[],
  example?: T,
) =>
  parameter<T>(
    {
      description,
      accepts: choices.join(', '),
      ...(example === undefined ? {} : { example }),
      json: { enum: [...choices] },
    },
    (value) => choices.find((it) => it === value),
  );

export const wholeNumber = (description: string, minimum: number, maximum: number) =>
  parameter<number>(
    {
      description,
      accepts: `a whole number from ${String(minimum)} to ${String(maximum)}`,
      json: { type: 'integer', minimum, maximum },
    },
    (value) => {
      const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
      return number >= minimum && number <= maximum ? number : undefined;
    },
  );

export const limit = (standard: number, maximum: number) =>
  wholeNumber('How many rows an answer holds at most.', 1, maximum)
    .prefault(String(standard))
    .meta({ default: standard });

/** Opaque here: what is in it is read by the list that gave it. */
export const cursor = parameter<string>(
  {
    description: 'Where the next page begins: page.next of the answer before.',
    accepts: 'page.next of the answer before',
    json: { maxLength: TEXT_LIMITS.cursor },
  },
  (value) => (value.length <= TEXT_LIMITS.cursor && /^[\w-]+$/.test(value) ? value : undefined),
).optional();

export const symbol = (description: string, example: string) =>
  parameter<string>(
    { description, accepts: 'a symbol such as SPY, in any case', example },
    (value) => (isSymbol(value.toUpperCase()) ? value.toUpperCase() : undefined),
  );

export interface Sort<Field extends string> {
  readonly by: Field;
  readonly descending: boolean;
}

export const sort = <const Field extends string>(fields: readonly Field[], standard: Field) =>
  parameter<Sort<Field>>(
    {
      description: 'What rows are sorted by; missing values come last.',
      accepts: `${fields.join(', ')}; with - before it for descending`,
      json: { enum: fields.flatMap((field) => [field, `-${field}`]) },
    },
    (value) => {
      const by = fields.find((field) => field === value.replace(/^-/, ''));
      return by === undefined ? undefined : { by, descending: value.startsWith('-') };
    },
  ).prefault(standard);

/** The symbol in a path, in any case. What cannot be a symbol is nobody's: 404. */
export const symbolPath = z.object({
  symbol: z
    .string()
    .transform((given) => {
      if (!isSymbol(given.toUpperCase())) throw assetNotFound(given);
      return given.toUpperCase();
    })
    .meta({ description: 'The symbol, in any case.', example: 'SPY' }),
});
export type SymbolPath = z.output<typeof symbolPath>;

/** @param given what the reader asked for */
export function assetNotFound(given: string): HighwaterError {
  const name = given.replace(/\p{Cc}/gu, '?').slice(0, VALUE_SHOWN);
  return new HighwaterError(
    'ASSET_NOT_FOUND',
    'not-found',
    `There is no asset "${name}": /v1/assets lists those there are.`,
  );
}

/** Adds the complaint about a parameter that another contradicts. */
export function contradiction(
  context: z.core.$RefinementCtx,
  field: string,
  problem: string,
  accepts: string,
): void {
  context.addIssue({ code: 'custom', path: [field], message: problem, params: { accepts } });
}

/** Refuses a range that ends before it begins. */
export function refuseReversed(
  { from, to }: { from?: TradingDate | undefined; to?: TradingDate | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (from === undefined || to === undefined || from <= to) return;
  contradiction(context, 'from', `is after "to" (${to})`, 'a date on or before "to"');
}

/** Format of a tabular answer; which one it is has been settled before the handler. */
export const format = z
  .string()
  .optional()
  .meta({ description: 'The format; overrides the Accept header.', enum: ['json', 'csv'] });
