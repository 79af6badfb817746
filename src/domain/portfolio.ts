import { Dec, type Decimal } from './decimals.js';
import {
  decimal,
  decimalOf,
  fieldRefused,
  flag,
  orNull,
  prose,
  requireFields,
  slug,
  text,
  type DecimalInput,
  type FieldRule,
} from './fieldRules.js';
import { SYMBOL } from './marketRules.js';

/** Decimal places of a stored allocation, numeric(5,4). */
export const ALLOCATION_PLACES = 4;
/** Holdings that one portfolio may have. */
export const HOLDINGS_MAX = 500;

/** A target: this fraction of the portfolio in the asset of this symbol. */
export interface HoldingDraft {
  readonly symbol: string;
  readonly allocation: DecimalInput;
}

export interface PortfolioDraft {
  readonly name: string;
  readonly description: string;
  readonly isPublic: boolean;
  /** In the currency of the portfolio, with two places at most. */
  readonly initialCapital: DecimalInput;
  /** Symbol of what it is measured against. */
  readonly benchmark: string | null;
  /** Together at most 1; what is left is cash. */
  readonly holdings: readonly HoldingDraft[];
}

/** What any amount of money to begin with must be, numeric(12,2). */
export const INITIAL_CAPITAL: FieldRule = decimal('0.01', '9999999999.99', 2);

export const PORTFOLIO_RULES = {
  name: text(1, 100),
  description: prose(2000),
  isPublic: flag,
  initialCapital: INITIAL_CAPITAL,
} satisfies Record<string, FieldRule>;

const HOLDING_RULES = { symbol: SYMBOL, allocation: decimal('0', '1', ALLOCATION_PLACES) };

/** @throws HighwaterError FIELD_REFUSED unless `allocation` is 0 to 1 with four places at most */
export function requireAllocation(allocation: unknown): void {
  requireFields('holding', { allocation: HOLDING_RULES.allocation }, { allocation });
}

/** @throws HighwaterError FIELD_REFUSED when nobody could see the portfolio */
export function requireReader(isPublic: boolean, hasOwner: boolean): void {
  if (isPublic || hasOwner) return;
  const limit = 'public, or the portfolio must have an owner';
  throw fieldRefused('portfolio', 'isPublic', false, { limit });
}

/** @throws HighwaterError FIELD_REFUSED unless it is a slug or null */
export function requirePortfolioSlug(value: string | null): void {
  requireFields('portfolio', { slug: orNull(slug) }, { slug: value });
}

/**
 * Holds a portfolio to the rules that the database keeps as well.
 *
 * @returns the sum of its allocations
 * @throws HighwaterError FIELD_REFUSED, HOLDING_REPEATED, ALLOCATIONS_ABOVE_ONE; the detail names
 *   the field, the value and the limit
 */
export function requirePortfolio(draft: PortfolioDraft): Decimal {
  requireFields('portfolio', { ...PORTFOLIO_RULES, benchmark: orNull(SYMBOL) }, { ...draft });
  return requireHoldings(draft.holdings);
}

/** Holds target allocations to their rules. @returns their sum @throws as {@link requirePortfolio} */
export function requireHoldings(holdings: readonly HoldingDraft[]): Decimal {
  if (holdings.length > HOLDINGS_MAX) {
    const limit = `at most ${HOLDINGS_MAX} holdings`;
    throw fieldRefused('portfolio', 'holdings', holdings.length, { limit });
  }
  const seen = new Set<string>();
  let sum = new Dec(0);
  holdings.forEach(({ symbol, allocation }, i) => {
    requireFields(`portfolio's holding ${i + 1}`, HOLDING_RULES, { symbol, allocation });
    if (seen.has(symbol)) {
      const limit = 'an asset that no other holding has';
      throw fieldRefused(
        'portfolio',
        `holdings[${i}].symbol`,
        symbol,
        { limit },
        'HOLDING_REPEATED',
      );
    }
    seen.add(symbol);
    sum = sum.plus(decimalOf(allocation) ?? 0);
  });
  if (sum.gt(1)) {
    const limit = 'at most 1 over all holdings';
    const field = 'sum of allocations';
    throw fieldRefused('portfolio', field, sum, { limit }, 'ALLOCATIONS_ABOVE_ONE');
  }
  return sum;
}
