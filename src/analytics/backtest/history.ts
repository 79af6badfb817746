import { assert } from '../../domain/errors.js';
import { growthOf } from '../metrics/kernels/growth.js';
import type { Market } from './market.js';

/** Sessions that an asset may lack in a row; its last close stands in for them. */
export const GAP_SESSIONS_MAX = 5;

/**
 * The closes that were known at a moment: those up to and with the session `knownIndex`. Later ones
 * cannot be had from it, so that no strategy can look ahead.
 */
export class History {
  #knownIndex = -1;
  readonly #columns: (KnownCloses | undefined)[] = [];

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
    const end = this.#knownIndex + 1;
    const start = end - count;
    if (start < 0 || count < 1) return null;
    const known = this.#known(asset);
    return start < known.since ? null : known.closes.subarray(start, end);
  }

  /** The newest `count` simple total returns, oldest first, read only; null as {@link closes}. */
  returns(asset: number, count: number): Float64Array | null {
    const end = this.#knownIndex + 1;
    const start = end - count;
    if (start < 1) return null;
    const known = this.#known(asset);
    return start - 1 < known.since ? null : known.returnsUntil(end).subarray(start, end);
  }

  /** The market capitalisation known last; NaN where there is none. */
  marketCap(asset: number): number {
    return this.market.assets[asset]?.marketCap[this.#knownIndex] ?? NaN;
  }

  #known(asset: number): KnownCloses {
    let known = this.#columns[asset];
    if (known === undefined) {
      const column = this.market.assets[asset]?.adjustedClose;
      assert(column !== undefined, 'an asset of the market is asked for');
      known = new KnownCloses(column);
      this.#columns[asset] = known;
    }
    known.extendTo(this.#knownIndex + 1);
    return known;
  }
}

/** One asset's closes and returns by session, filled as far as they are known. */
class KnownCloses {
  /** With the last one before it in each gap, however long: see {@link since}. */
  readonly closes: Float64Array;
  /** From this session on no close is missing. */
  since = 0;
  #length = 0;
  /** Sessions in a row without a close, up to the newest. */
  #missing = GAP_SESSIONS_MAX;
  #returns: Float64Array | null = null;
  #returnsLength = 1;

  constructor(private readonly column: Float64Array) {
    this.closes = new Float64Array(column.length);
  }

  /** Takes up the closes of the sessions below `end`. */
  extendTo(end: number): void {
    for (let i = this.#length; i < end; i += 1) {
      const close = this.column[i] as number;
      const isMissing = Number.isNaN(close);
      this.#missing = isMissing ? this.#missing + 1 : 0;
      if (this.#missing > GAP_SESSIONS_MAX) this.since = i + 1;
      this.closes[i] = isMissing && i > 0 ? (this.closes[i - 1] as number) : close;
    }
    this.#length = Math.max(this.#length, end);
  }

  /** What each session's close made of the one before it, for the sessions below `end`. */
  returnsUntil(end: number): Float64Array {
    this.#returns ??= new Float64Array(this.closes.length);
    for (let i = this.#returnsLength; i < end; i += 1) {
      this.#returns[i] = growthOf(this.closes[i - 1] as number, this.closes[i] as number);
    }
    this.#returnsLength = Math.max(this.#returnsLength, end);
    return this.#returns;
  }
}
