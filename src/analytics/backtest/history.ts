import { assert } from '../../domain/errors.js';
import type { Market } from './market.js';

/** Sessions that an asset may lack in a row; its last close stands in for them. */
export const GAP_SESSIONS_MAX = 5;

/**
 * The closes that were known at a moment: those up to and with the session `knownIndex`. Later ones
 * cannot be had from it, so that no strategy can look ahead.
 */
export class History {
  #knownIndex = -1;

  constructor(private readonly market: Market) {}

  /** The newest session that is known; −1 before there is one. */
  get knownIndex(): number {
    return this.#knownIndex;
  }

  /** Moves forward to a session. @throws HighwaterError INTERNAL_ASSERTION when it lies behind */
  advanceTo(index: number): void {
    assert(index >= this.#knownIndex && index < this.market.dates.length, 'history moves forward');
    this.#knownIndex = index;
  }

  /**
   * The newest `count` total-return closes of an asset, oldest first, read only. In a gap of at
   * most {@link GAP_SESSIONS_MAX} sessions the close before it still counts.
   *
   * @returns null where one of them is missing: before its first bar, or in a longer gap
   */
  closes(asset: number, count: number): Float64Array | null {
    const start = this.#knownIndex - count + 1;
    if (start < 0 || count < 1) return null;
    const column = this.market.assets[asset]?.adjustedClose;
    assert(column !== undefined, 'an asset of the market is asked for');
    const closes = column.subarray(start, this.#knownIndex + 1);
    return closes.includes(NaN) ? acrossGaps(column, start, this.#knownIndex) : closes;
  }

  /** The newest `count` simple total returns, oldest first; null as {@link closes}. */
  returns(asset: number, count: number): Float64Array | null {
    const closes = this.closes(asset, count + 1);
    if (closes === null) return null;
    return Float64Array.from({ length: count }, (_, i) => {
      const base = closes[i] as number;
      return ((closes[i + 1] as number) - base) / base;
    });
  }

  /** The market capitalisation known last; NaN where there is none. */
  marketCap(asset: number): number {
    return this.market.assets[asset]?.marketCap[this.#knownIndex] ?? NaN;
  }
}

/** A column from `start` to `end`, each gap filled with the value before it; null: it is too long. */
function acrossGaps(column: Float64Array, start: number, end: number): Float64Array | null {
  const filled = new Float64Array(end - start + 1);
  let [last, missing] = [NaN, 0];
  for (let i = Math.max(0, start - GAP_SESSIONS_MAX); i <= end; i += 1) {
    const value = column[i] as number;
    missing = Number.isNaN(value) ? missing + 1 : 0;
    if (missing === 0) last = value;
    if (i < start) continue;
    if (missing > GAP_SESSIONS_MAX || Number.isNaN(last)) return null;
    filled[i - start] = last;
  }
  return filled;
}
