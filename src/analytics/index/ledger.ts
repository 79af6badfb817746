import type { Constituent, ConstituentAction } from './constituent.js';
import type { Holdings, LeftOut } from './holdings.js';

/** Market value and divisor about an event: their quotient is the level, which does not move. */
export interface Passage {
  readonly valueBefore: number;
  readonly valueAfter: number;
  readonly divisorBefore: number;
  readonly divisorAfter: number;
}

/** A change of holdings at the close of a session; `start` is the first, out of nothing. */
export interface HoldingsChange extends Passage {
  readonly kind: 'start' | 'rebalance' | 'shares' | 'departure';
  readonly session: number;
  readonly before: Holdings | null;
  readonly after: Holdings;
  readonly leftOut: readonly LeftOut[];
  readonly weightMaxRaised: number | null;
}

/** A split, or cash that is reinvested, at the open of a session: at the closes of the one before. */
export interface ActionPassage extends Passage {
  readonly session: number;
  readonly constituent: number;
  readonly action: ConstituentAction;
  readonly unitsBefore: number;
  readonly unitsAfter: number;
}

/**
 * An index as it was computed. Columns are as long as `dates`, in float64: divisor and market value
 * are those that the day's level was told by, level = market value / divisor.
 */
export interface IndexLedger {
  /** Days since 1970-01-01, ascending, from the session that the index began on. */
  readonly dates: Int32Array;
  readonly levels: Float64Array;
  /** Simple returns of the day, fractions; NaN on the first. */
  readonly returns: Float64Array;
  readonly marketValues: Float64Array;
  readonly divisors: Float64Array;
  /** Ascending by symbol; without those that have no bar from the base date on. */
  readonly constituents: readonly Constituent[];
  /** Sessions that `changes`, `actions` and prices are numbered by: from the base date on. */
  readonly sessions: Int32Array;
  readonly changes: readonly HoldingsChange[];
  readonly actions: readonly ActionPassage[];
  /** Constituents that have no bar from the base date to the end. */
  readonly withoutHistory: readonly string[];
}
