import {
  currency,
  date,
  decimal,
  decimalOf,
  fieldRefused,
  numberWithin,
  oneOf,
  orNull,
  prose,
  requireFields,
  slug,
  text,
  type DecimalInput,
  type FieldRule,
} from './fieldRules.js';
import { Dec } from './decimals.js';
import { PARAMETERS } from './strategyDefinition.js';
import type { TradingDate } from './tradingDate.js';

export const INDEX_KINDS = ['cap-weighted', 'equal-weighted', 'strategy'] as const;
export type IndexKind = (typeof INDEX_KINDS)[number];

/** Decimal places of stored index values, divisors and weights. */
export const INDEX_VALUE_PLACES = 8;
export const DIVISOR_PLACES = 12;
export const WEIGHT_PLACES = 8;

/** The rule of an index that is computed here. */
export interface IndexDefinition {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly kind: IndexKind;
  /** Slug of its strategy where the kind is `strategy`, otherwise null. */
  readonly strategy: string | null;
  readonly currency: string;
  readonly baseDate: TradingDate;
  readonly baseValue: DecimalInput;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An index's close of one session. */
export interface IndexClose {
  readonly date: TradingDate;
  readonly value: DecimalInput;
  /** Simple return of the day, a fraction; null on the first. */
  readonly return: number | null;
  readonly divisor: DecimalInput | null;
}

/** What an index holds of an asset after a rebalance. */
export interface IndexAllocation {
  readonly date: TradingDate;
  readonly assetId: string;
  /** Fraction of the index. */
  readonly weight: DecimalInput;
  /** In the currency of the index, two places. */
  readonly value: DecimalInput;
}

const positive = (integers: number, places: number): FieldRule =>
  decimal(`0.${'0'.repeat(places - 1)}1`, `${'9'.repeat(integers)}.${'9'.repeat(places)}`, places);

const INDEX_RULES = {
  slug,
  name: text(1, 100),
  description: prose(2000),
  kind: oneOf(INDEX_KINDS),
  strategy: orNull(slug),
  currency,
  baseDate: date,
  baseValue: positive(12, INDEX_VALUE_PLACES),
  parameters: PARAMETERS,
} satisfies Record<keyof IndexDefinition, FieldRule>;

const CLOSE_RULES = {
  date,
  value: positive(12, INDEX_VALUE_PLACES),
  return: orNull(numberWithin(-1, Number.MAX_VALUE)),
  divisor: orNull(positive(18, DIVISOR_PLACES)),
} satisfies Record<keyof IndexClose, FieldRule>;

const ALLOCATION_RULES = {
  date,
  weight: decimal('0', '1', WEIGHT_PLACES),
  value: decimal('0', `${'9'.repeat(18)}.99`, 2),
};

/** @throws HighwaterError FIELD_REFUSED; the detail names the field, the value and the limit */
export function requireIndex(definition: IndexDefinition): void {
  requireFields('index', INDEX_RULES, { ...definition });
  const { kind, strategy } = definition;
  if ((kind === 'strategy') === (strategy !== null)) return;
  const limit = kind === 'strategy' ? 'named where the kind is strategy' : `null for ${kind}`;
  throw fieldRefused('index', 'strategy', strategy, { limit });
}

/** @throws HighwaterError FIELD_REFUSED, DATE_REPEATED */
export function requireIndexCloses(closes: readonly IndexClose[]): void {
  const seen = new Set<string>();
  for (const close of closes) {
    requireFields('index close', CLOSE_RULES, { ...close });
    requireNew(seen, close.date, 'index close', 'a date that no other row has');
  }
}

/**
 * Weights of one date sum to at most 1, but for what rounding each to eight places adds.
 *
 * @throws HighwaterError FIELD_REFUSED, DATE_REPEATED, ALLOCATIONS_ABOVE_ONE
 */
export function requireIndexAllocations(allocations: readonly IndexAllocation[]): void {
  const seen = new Set<string>();
  const sums = new Map<TradingDate, { sum: InstanceType<typeof Dec>; count: number }>();
  for (const allocation of allocations) {
    const { date: day, assetId, weight } = allocation;
    requireFields('index allocation', ALLOCATION_RULES, { ...allocation });
    requireNew(seen, `${day} ${assetId}`, 'index allocation', 'one row per date and asset');
    const { sum, count } = sums.get(day) ?? { sum: new Dec(0), count: 0 };
    sums.set(day, { sum: sum.plus(decimalOf(weight) ?? 0), count: count + 1 });
  }
  for (const [day, { sum, count }] of sums) {
    const roundingMax = new Dec(10).pow(-WEIGHT_PLACES).div(2).times(count);
    if (sum.lte(roundingMax.plus(1))) continue;
    const field = `sum of weights on ${day}`;
    throw fieldRefused('index', field, sum, { limit: 'at most 1' }, 'ALLOCATIONS_ABOVE_ONE');
  }
}

function requireNew(seen: Set<string>, key: string, subject: string, limit: string): void {
  if (seen.has(key)) throw fieldRefused(subject, 'date', key, { limit }, 'DATE_REPEATED');
  seen.add(key);
}
