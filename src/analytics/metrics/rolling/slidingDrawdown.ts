import { assert } from '../../../domain/errors.js';

interface Scratch {
  /** From each place to the end of its block: the highest price, and the deepest fall. */
  readonly high: Float64Array;
  readonly fall: Float64Array;
}

let scratch: Scratch = { high: new Float64Array(0), fall: new Float64Array(0) };

function scratchOf(length: number): Scratch {
  if (scratch.high.length < length) {
    scratch = { high: new Float64Array(2 * length), fall: new Float64Array(2 * length) };
  }
  return scratch;
}

/**
 * The deepest fall from a running peak within each window, exactly, in a few steps a window
 * whatever its length. A window is the tail of one block and the head of the next (van Herk,
 * Pattern Recognition Letters 13, 1992): its deepest fall lies in the tail, in the head, or goes
 * from the highest price of the tail to the lowest of the head.
 *
 * @param lookback returns in a window: it has one price more, its base
 * @param falls where they go: from −1 to 0, by the place of a window's last return
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export function slidingDrawdown(prices: Float64Array, lookback: number, falls: Float64Array): void {
  const length = prices.length;
  const size = lookback + 1;
  const { high, fall } = scratchOf(length);
  for (let start = 0; start < length; start += size) {
    const end = Math.min(start + size, length);
    let peak = prices[start] as number;
    let low = peak;
    let deepest = 0;
    let bar = peak;
    // The window that is the block itself has no tail.
    high[start] = 0;
    fall[start] = 0;
    for (let i = start; i < end; i += 1) {
      const price = prices[i] as number;
      if (price > peak) {
        peak = price;
        bar = peak * (1 + deepest);
      } else if (price < bar) {
        deepest = Math.min(deepest, (price - peak) / peak);
        bar = price;
      }
      if (price < low) low = price;
      const from = i - size + 1;
      if (from < 0) continue;
      falls[i - 1] = across(high, fall, from, low, deepest);
    }
    assert(low > 0 && peak < Infinity, 'prices are positive numbers');
    readTails(prices, start, end, { high, fall });
  }
}

/** The deepest fall of a window that begins in one block and has come to `low` in the next. */
function across(
  high: Float64Array,
  fall: Float64Array,
  from: number,
  low: number,
  deepest: number,
): number {
  const ofTail = fall[from] as number;
  const within = ofTail < deepest ? ofTail : deepest;
  const peak = high[from] as number;
  if (low >= peak * (1 + within)) return within;
  return Math.min(within, (low - peak) / peak);
}

/** Highs and deepest falls from each place of a block to its end, backwards. */
function readTails(
  prices: Float64Array,
  start: number,
  end: number,
  { high, fall }: Scratch,
): void {
  let low = prices[end - 1] as number;
  let peak = low;
  let deepest = 0;
  let bar = low;
  for (let i = end - 1; i >= start; i -= 1) {
    const price = prices[i] as number;
    if (price < low) {
      low = price;
      bar = low / (1 + deepest);
    } else if (price > bar) {
      deepest = Math.min(deepest, (low - price) / price);
      bar = price;
    }
    if (price > peak) peak = price;
    high[i] = peak;
    fall[i] = deepest;
  }
}
