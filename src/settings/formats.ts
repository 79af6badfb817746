import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isSymbol } from '../domain/asset.js';
import { isRateSeriesName } from '../domain/ratesKnown.js';

/**
 * How a setting's text is read. Each format is a zod type from text to value; where a refused
 * text calls for more than the list of what is accepted, the issue is `custom` and its message
 * is a hint that never repeats the text.
 */

/** The most symbols that a universe may hold. */
export const UNIVERSE_LIMIT = 5000;
/** The most read replicas. */
const REPLICA_LIMIT = 16;

/** A whole number in plain digits, both bounds included. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** One of a few words, in any case. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.string().toLowerCase().pipe(z.enum(words));

const PERCENT = /^[+-]?\d+(\.\d+)?\s*%$/;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** A rate per year as a fraction: 0.02 is two percent. */
export const yearlyFraction = z.string().transform((text, context) => {
  const rate = Number(text);
  if (DECIMAL.test(text) && rate > -1 && rate < 1) return rate;
  const percent = PERCENT.test(text) || DECIMAL.test(text) ? parseFloat(text) : Number.NaN;
  const hint =
    Math.abs(percent) < 100
      ? `for ${String(percent)} percent write ${String(Number((percent / 100).toPrecision(12)))}`
      : '';
  return refuse(context, hint);
});

/** A rate per year as a fraction, or the name of a stored series of rates, in capitals. */
export const rateOrSeries = z.string().transform((text, context): number | string => {
  const name = text.toUpperCase();
  if (isRateSeriesName(name)) return name;
  const rate = yearlyFraction.safeParse(text);
  if (rate.success) return rate.data;
  return refuse(context, rate.error.issues[0]?.message ?? '');
});

/** An http or https address without credentials, query or fragment; no slash at its end. */
export const httpUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return refuse(context);
  if (url.username !== '' || url.password !== '') return refuse(context, 'leave credentials out');
  if (url.search !== '' || url.hash !== '') return refuse(context, 'leave out "?" and "#"');
  return url.href.replace(/\/+$/, '');
});

/** The address of a PostgreSQL database. */
export const postgresUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const encode = 'write special characters of the password percent-encoded, such as %23 for "#"';
  if (url === null) return refuse(context, encode);
  if (!/^postgres(ql)?:$/.test(url.protocol)) return refuse(context);
  if (url.hash !== '' || !isPercentEncoded(url.username + url.password)) {
    return refuse(context, encode);
  }
  if (url.hostname === '' && !url.searchParams.has('host')) return refuse(context, 'name a host');
  if (url.pathname.length < 2) return refuse(context, 'name a database after the host');
  return text;
});

/** Several PostgreSQL addresses, separated by commas. */
export const postgresUrls = z
  .string()
  .transform(itemsOf)
  .pipe(z.array(postgresUrl).min(1).max(REPLICA_LIMIT))
  .transform((urls): readonly string[] => Object.freeze(urls));

/** The fewest characters of a secret that tokens are signed with: 256 bits where each is a byte. */
const SECRET_CHARACTERS = { min: 32, max: 512 } as const;
const SECRET_DISTINCT_MIN = 10;

/** A secret to sign with: long, and no pattern. */
export const secret = z
  .string()
  .min(SECRET_CHARACTERS.min)
  .max(SECRET_CHARACTERS.max)
  .refine((text) => new Set(text).size >= SECRET_DISTINCT_MIN, {
    error: 'too few different characters; "openssl rand -base64 32" makes a good one',
  });

const ADDRESS_LIMIT = 32;
const ADDRESS_RANGE = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** IP addresses and CIDR ranges, separated by commas. */
export const addressRanges = z
  .string()
  .transform(itemsOf)
  .pipe(z.array(ADDRESS_RANGE).min(1).max(ADDRESS_LIMIT))
  .transform((ranges): readonly string[] => Object.freeze(ranges));

/** One symbol, turned into capitals. */
export const symbol = z.string().toUpperCase().refine(isSymbol);

const SLUG = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
const SLUG_CHARACTERS_MAX = 60;

/** The symbol of an asset or the slug of an index, turned into capitals. */
export const symbolOrSlug = z
  .string()
  .toUpperCase()
  .refine((text) => isSymbol(text) || (SLUG.test(text) && text.length <= SLUG_CHARACTERS_MAX));

/** Symbols separated by commas or spaces, in capitals, each once, in the order given. */
export const symbols = z.string().transform((text, context): readonly string[] => {
  const distinct = [...new Set(itemsOf(text.toUpperCase().replace(/\s+/g, ',')))];
  const wrong = distinct.filter((item) => !isSymbol(item)).map((item) => item.slice(0, 24));
  if (wrong.length > 0) {
    const shown = wrong.slice(0, 5).join(', ') + (wrong.length > 5 ? ', …' : '');
    return refuse(context, `no symbol: ${shown}`);
  }
  if (distinct.length === 0) return refuse(context);
  if (distinct.length > UNIVERSE_LIMIT) {
    return refuse(context, `${String(distinct.length)} are too many`);
  }
  return Object.freeze(distinct);
});

/** An IANA time zone, such as `America/New_York`. */
export const timeZone = z.string().refine((text) => {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
});

/** An address or name that a server can listen on. */
export const hostName = z.union([
  z.ipv4(),
  z.ipv6(),
  z
    .string()
    .regex(/^(?=.{1,253}$)(?![\d.]+$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i),
]);

/** A folder that need not be there yet; the value is its absolute path. */
export const folder = z
  .string()
  .transform((text) => resolve(text))
  .refine((path) => isFolder(path) !== false, {
    error: 'a file stands there, or it is out of reach',
  });

/** A folder that is there; the value is its absolute path. */
export const existingFolder = z
  .string()
  .transform((text) => resolve(text))
  .refine((path) => isFolder(path) === true, { error: 'there is no such folder' });

/** True for a folder, false for anything else or out of reach, undefined for nothing. */
function isFolder(path: string): boolean | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory();
  } catch {
    return false;
  }
}

function isPercentEncoded(text: string): boolean {
  return !/%(?![\dA-F]{2})/i.test(text);
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function refuse(context: z.RefinementCtx, hint = ''): never {
  context.addIssue({ code: 'custom', message: hint });
  return z.NEVER;
}
