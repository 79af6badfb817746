import { assert } from '../../../domain/errors.js';
import { loops } from '../../simd/loops.js';
import { integers, numbers, placed, reserve } from '../../simd/memory.js';

/** Of a fall in memory (`Fall` in simd/falls.ts): its numbers, and where they stand. */
const BYTES_OF_FALL = 48;
const [PEAK, END, NEXT, DEEPEST] = [0, 1, 2, 3];
const [LOW, DEPTH, SUM, SQUARE_SUM] = [2, 3, 4, 5];

/** The number of no fall. */
export const NO_FALL = -1;

/**
 * The falls of prices from running peaks, for work in the memory of compiled loops. Falls have
 * numbers; each tells the next one. Windows that end together share falls: once prices reach a new
 * high of the longer window, the falls from there on are those of both.
 */
export class FallChains {
  readonly #prices: Float64Array;
  /** Where falls are in memory, and then the days of the longest from each on. */
  readonly #falls: number;
  readonly #longestDays: number;
  #count = 0;

  /**
   * @param prices of the longest window
   * @param dates of the prices, days since 1970
   * @param lengths of all windows, each an ending of the prices
   */
  constructor(
    prices: Float64Array,
    private readonly dates: Int32Array,
    lengths: readonly number[],
  ) {
    // A fall has a peak and a price below it.
    const fallsMax = lengths.reduce((sum, length) => sum + Math.ceil(length / 2), 0);
    this.#prices = placed(prices);
    this.#falls = reserve(fallsMax * BYTES_OF_FALL);
    this.#longestDays = reserve(fallsMax * 4) / 4;
  }

  /**
   * The first fall of the window that begins at a price, {@link NO_FALL} where there is none.
   *
   * @param longer the first fall of a longer window; none for the longest
   * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
   */
  firstFrom(start: number, longer = NO_FALL): number {
    let under = longer;
    while (under !== NO_FALL && this.endOf(under) <= start) under = this.nextOf(under);
    if (under === NO_FALL) return start === 0 ? this.#add(0, this.#prices.length, NO_FALL) : under;
    if (this.peakOf(under) >= start) return under;
    return this.#add(start, this.endOf(under), this.nextOf(under));
  }

  /** Finds falls and chains them before `next`. @returns the first of them, else `next` */
  #add(start: number, end: number, next: number): number {
    const before = this.#count;
    this.#count = loops.chainFalls(this.#prices.byteOffset, start, end, this.#falls, before, next);
    assert(this.#count >= before, 'prices are positive numbers');
    const last = this.dates.length - 1;
    for (let fall = this.#count - 1; fall >= before; fall -= 1) {
      const until = this.dates[Math.min(this.endOf(fall), last)] as number;
      const days = until - (this.dates[this.peakOf(fall)] as number);
      integers[this.#longestDays + fall] = Math.max(days, this.longestDaysFrom(this.nextOf(fall)));
    }
    return this.#count > before ? before : next;
  }

  #integer(fall: number, place: number): number {
    return integers[(this.#falls + fall * BYTES_OF_FALL) / 4 + place] as number;
  }

  #number(fall: number, place: number): number {
    return numbers[(this.#falls + fall * BYTES_OF_FALL) / 8 + place] as number;
  }

  /** The last price at the peak. */
  peakOf(fall: number): number {
    return this.#integer(fall, PEAK);
  }

  /** The first price at or above the peak; the number of prices where there is none. */
  endOf(fall: number): number {
    return this.#integer(fall, END);
  }

  nextOf(fall: number): number {
    return this.#integer(fall, NEXT);
  }

  /** The first price at the bottom. */
  troughOf(fall: number): number {
    const low = this.#number(fall, LOW);
    return this.#prices.indexOf(low, this.peakOf(fall));
  }

  /** From −1 to below 0: (lowest price − peak) / peak. */
  depthOf(fall: number): number {
    return this.#number(fall, DEPTH);
  }

  /** The deepest from a fall on, the first of equals. */
  deepestFrom(fall: number): number {
    return this.#integer(fall, DEEPEST);
  }

  /** Σ (price / running peak − 1) from a fall on. */
  sumFrom(fall: number): number {
    return fall === NO_FALL ? 0 : this.#number(fall, SUM);
  }

  /** Σ (price / running peak − 1)² from a fall on. */
  squareSumFrom(fall: number): number {
    return fall === NO_FALL ? 0 : this.#number(fall, SQUARE_SUM);
  }

  /** The days of the longest from a fall on: to its last date where it is not made good. */
  longestDaysFrom(fall: number): number {
    return fall === NO_FALL ? 0 : (integers[this.#longestDays + fall] as number);
  }
}
