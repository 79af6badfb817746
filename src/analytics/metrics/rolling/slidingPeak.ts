import { assert } from '../../../domain/errors.js';
import { loops } from '../../simd/loops.js';
import { inMemory, newColumn, placed } from '../../simd/memory.js';

/**
 * How far the last price of each window lies below the window's highest, in a step or two a window.
 *
 * @param lookback returns in a window: it has one price more, its base
 * @param falls where they go: from −1 to 0, by the place of a window's last return
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export function slidingPeak(prices: Float64Array, lookback: number, falls: Float64Array): void {
  inMemory(() => {
    // With room for one fall more: vectors may write it.
    const own = newColumn(falls.length + 1);
    const highs = newColumn(prices.length);
    new PeakWalk(placed(prices), lookback + 1, highs, own).walk();
    falls.set(own.subarray(lookback - 1, falls.length), lookback - 1);
  });
}

/**
 * The highest price of a window stands until a higher one comes, and while it stands there is
 * nothing to look for. Only when it leaves are the highs of what is left read, once, backwards from
 * each place (van Herk, Pattern Recognition Letters 13, 1992), and no price is read so twice.
 */
class PeakWalk {
  /** The last price of the window that is next. */
  #next = 0;
  #peak = 0;
  #peakIndex = -1;

  constructor(
    readonly prices: Float64Array,
    /** Prices in a window. */
    readonly size: number,
    /** The highest price from a place to where reading backwards began. */
    readonly highs: Float64Array,
    readonly falls: Float64Array,
  ) {}

  walk(): void {
    const { prices, size } = this;
    const { length } = prices;
    this.#begin();
    while (this.#next < length) {
      this.#stand();
      if (this.#next === length) return;
      if (this.#next < this.#peakIndex + size) this.#climb();
      else this.#descend();
    }
  }

  /** The prices before the last of the first window. */
  #begin(): void {
    const { prices, size } = this;
    for (let i = 0; i < size - 1; i += 1) {
      const price = prices[i] as number;
      requirePrice(price);
      if (price < this.#peak) continue;
      this.#peak = price;
      this.#peakIndex = i;
    }
    this.#next = size - 1;
  }

  /** While the peak is in the window and no price is higher. */
  #stand(): void {
    const { prices, falls } = this;
    const next = this.#next;
    const count = Math.min(prices.length, this.#peakIndex + this.size) - next;
    this.#next += loops.standing(
      prices.byteOffset + 8 * next,
      count,
      this.#peak,
      falls.byteOffset + 8 * (next - 1),
    );
  }

  /** While every price is a new peak. */
  #climb(): void {
    const { prices, falls } = this;
    requirePrice(prices[this.#next] as number);
    let peak = this.#peak;
    let i = this.#next;
    for (; i < prices.length; i += 1) {
      const price = prices[i] as number;
      if (!(price >= peak)) break;
      peak = price;
      falls[i - 1] = 0;
    }
    requirePrice(peak);
    this.#peak = peak;
    this.#peakIndex = i - 1;
    this.#next = i;
  }

  /** The peak has left: the highs of what is left stand until a price that came since is higher. */
  #descend(): void {
    const { prices, highs, falls, size } = this;
    const turn = this.#next;
    this.#readBack();
    let peak = 0;
    let peakIndex = turn;
    let i = turn;
    for (; i < prices.length; i += 1) {
      const price = prices[i] as number;
      if (!(price > 0)) break;
      if (price >= peak) {
        peak = price;
        peakIndex = i;
      }
      const from = i - size + 1;
      const high = from < turn ? (highs[from] as number) : 0;
      if (peak >= high) break;
      falls[i - 1] = (price - high) / high;
    }
    if (i < prices.length) requirePrice(prices[i] as number);
    this.#peak = peak;
    this.#peakIndex = peakIndex;
    this.#next = i;
  }

  #readBack(): void {
    const { prices, highs } = this;
    let high = 0;
    for (let i = this.#next - 1; i > this.#peakIndex; i -= 1) {
      const price = prices[i] as number;
      if (price > high) high = price;
      highs[i] = high;
    }
  }
}

function requirePrice(price: number): void {
  assert(price > 0 && price < Infinity, 'prices are positive numbers');
}
