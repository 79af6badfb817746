import { z } from 'zod';
import { isSymbol } from '../../domain/asset.js';
import { HighwaterError } from '../../domain/errors.js';
import type { IndexKind } from '../../domain/marketIndex.js';
import { FREQUENCIES } from '../../domain/resample.js';

/** Assets that one index may be made of. */
export const CONSTITUENTS_MAX = 2000;
const OFFSET_SESSIONS_MAX = 20;
const CARRIED_SESSIONS_LIMIT = 60;
/** By how much fractions may sum to more than 1: their rounding. */
const SUM_TOLERANCE = 1e-9;

/** What an index does with cash that its assets pay. */
export const RETURN_KINDS = ['price', 'total', 'net'] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

const symbol = z.string().refine(isSymbol, 'a symbol: capitals, digits and .^=-, 20 at most');

/** Whether fractions sum to at most 1, but for what rounding adds. */
function isAtMostOne(fractions: Readonly<Record<string, number>>): boolean {
  return Object.values(fractions).reduce((sum, fraction) => sum + fraction, 0) <= 1 + SUM_TOLERANCE;
}

const ofEveryKind = {
  constituents: z
    .array(symbol)
    .min(1)
    .max(CONSTITUENTS_MAX)
    .nullable()
    .default(null)
    .describe('Symbols that it may hold; null: every asset whose history is given.'),
  returnKind: z
    .enum(RETURN_KINDS)
    .default('price')
    .describe(
      'price: only special dividends and capital gains are reinvested; total: all cash; net: all cash after withholding.',
    ),
  withholdingRate: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Fraction of all cash that is withheld where returnKind is net.'),
  specialYieldMin: z
    .number()
    .positive()
    .default(0.1)
    .describe(
      'A dividend of at least this fraction of the close before is special; a capital gain always is.',
    ),
  expenseRatio: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('Fraction of the level that is taken each year of 365.25 days, day by day.'),
  carriedSessionsMax: z
    .int()
    .min(0)
    .max(CARRIED_SESSIONS_LIMIT)
    .default(5)
    .describe('Sessions without a bar that an asset is held through at its last close.'),
};

const rebalanced = {
  frequency: z
    .enum(FREQUENCIES)
    .default('quarterly')
    .describe('How often it is rebalanced, at the close of the last session of the period.'),
  offsetSessions: z
    .int()
    .min(-OFFSET_SESSIONS_MAX)
    .max(OFFSET_SESSIONS_MAX)
    .default(0)
    .describe('Sessions from the last one of the period to the rebalance; negative is before.'),
  top: z
    .int()
    .min(1)
    .max(CONSTITUENTS_MAX)
    .nullable()
    .default(null)
    .describe('How many of the largest by capitalisation are held; null: all.'),
};

const CAP_WEIGHTED = z.strictObject({
  ...ofEveryKind,
  ...rebalanced,
  weightMax: z
    .number()
    .positive()
    .max(1)
    .default(1)
    .describe('The largest weight at a rebalance; what is above goes to the others.'),
  sharesFrequency: z
    .enum(FREQUENCIES)
    .nullable()
    .default(null)
    .describe('How often shares are brought up to date beside rebalances; null: never.'),
});

const EQUAL_WEIGHTED = z.strictObject({ ...ofEveryKind, ...rebalanced });

const STRATEGY = z.strictObject({
  ...ofEveryKind,
  targets: z
    .record(symbol, z.number().min(0).max(1))
    .refine(isAtMostOne, 'fractions that sum to at most 1')
    .nullable()
    .default(null)
    .describe(
      'What the strategy is to aim at, fractions of the whole by symbol, 0 for constituents that are not named; null: equal parts.',
    ),
  strategyParameters: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Over those that the strategy begins with.'),
});

/** The parameters of each kind of index: each has a default, so that `{}` is accepted. */
export const INDEX_PARAMETERS = {
  'cap-weighted': CAP_WEIGHTED,
  'equal-weighted': EQUAL_WEIGHTED,
  strategy: STRATEGY,
} satisfies Record<IndexKind, z.ZodType>;

export type CapWeightedParameters = z.output<typeof CAP_WEIGHTED>;
export type EqualWeightedParameters = z.output<typeof EQUAL_WEIGHTED>;
export type StrategyIndexParameters = z.output<typeof STRATEGY>;
/** What every kind of index is told. */
export type IndexParameters =
  CapWeightedParameters | EqualWeightedParameters | StrategyIndexParameters;

/**
 * An index's stored parameters with their defaults.
 *
 * @throws HighwaterError INDEX_PARAMETERS_REFUSED, which names each parameter that is refused
 */
export function indexParameters<Kind extends IndexKind>(
  kind: Kind,
  given: Readonly<Record<string, unknown>>,
): z.output<(typeof INDEX_PARAMETERS)[Kind]> {
  const schema: z.ZodType = INDEX_PARAMETERS[kind];
  const read = schema.safeParse(given);
  if (read.success) return read.data as z.output<(typeof INDEX_PARAMETERS)[Kind]>;
  const issues = read.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new HighwaterError(
    'INDEX_PARAMETERS_REFUSED',
    'usage',
    `The parameters of a ${kind} index cannot be read. ${issues.join('; ')}.`,
    { kind, issues },
  );
}
