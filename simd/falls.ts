import { total } from './lanes';

/**
 * A fall from a running peak until it is made good, in a chain of falls. Places are indices into the
 * prices.
 */
@unmanaged
export class Fall {
  /** The last price at the peak. */
  peak: i32 = 0;
  /** The first price at or above the peak; the number of prices where there is none. */
  end: i32 = 0;
  /** The number of the next fall of the chain; −1 for none. */
  next: i32 = 0;
  /** The number of the deepest of the chain from this fall on, the first of equals. */
  deepest: i32 = 0;
  /** The lowest price. */
  low: f64 = 0;
  /** (low − peak) / peak */
  depth: f64 = 0;
  /** Σ (price / running peak − 1) over the chain from this fall on. */
  sum: f64 = 0;
  /** Σ (price / running peak − 1)² over the chain from this fall on. */
  squareSum: f64 = 0;
}

/** Bytes of a fall. */
const FALL: usize = offsetof<Fall>();

function fallAt(falls: usize, number: i32): Fall {
  return changetype<Fall>(falls + usize(number) * FALL);
}

/** What {@link chainFalls} says of a price that is not a positive finite number. */
const BAD_PRICE: i32 = -2;

/**
 * Finds the falls of prices and chains them before a fall that was found already.
 *
 * @param prices from the first
 * @param from the first price that is looked at: a running peak
 * @param to the price after the last one that is looked at: no price, or at or above all of those
 * @param falls where they are written, from number `count` on
 * @param next the number of the fall that comes after them; −1 for none
 * @returns how many falls there are then; −2 where a price is not a positive finite number
 */
export function chainFalls(
  prices: usize,
  from: usize,
  to: usize,
  falls: usize,
  count: i32,
  next: i32,
): i32 {
  const end = prices + (to << 3);
  let at = prices + (from << 3);
  let into = falls + usize(count) * FALL;
  const first = into;
  let peak: f64 = 0;
  while (at < end) {
    const price = load<f64>(at);
    if (!(price > 0 && price < Infinity)) return BAD_PRICE;
    if (price >= peak) {
      peak = price;
      at += 8;
      continue;
    }
    const fall = changetype<Fall>(into);
    fall.peak = i32((at - prices) >> 3) - 1;
    at = measure(fall, at, end, peak);
    fall.end = i32((at - prices) >> 3);
    if (!(fall.low > 0)) return BAD_PRICE;
    into += FALL;
  }
  addUp(falls, first, into, next);
  return i32((into - falls) / FALL);
}

/**
 * Adds up the prices under a peak, four at a time, as differences from it.
 *
 * @param at the first price below the peak
 * @returns where the first price is that is not below it, or `end`
 */
function measure(fall: Fall, at: usize, end: usize, peak: f64): usize {
  const level = f64x2.splat(peak);
  let sum = f64x2.splat(0);
  let sum2 = sum;
  let square = sum;
  let square2 = sum;
  let lowest = level;
  let lowest2 = level;
  for (; at + 24 < end; at += 32) {
    const pair = v128.load(at);
    const pair2 = v128.load(at, 16);
    if (i64x2.bitmask(v128.and(f64x2.lt(pair, level), f64x2.lt(pair2, level))) !== 3) break;
    const under = f64x2.sub(pair, level);
    const under2 = f64x2.sub(pair2, level);
    sum = f64x2.add(sum, under);
    sum2 = f64x2.add(sum2, under2);
    square = f64x2.add(square, f64x2.mul(under, under));
    square2 = f64x2.add(square2, f64x2.mul(under2, under2));
    lowest = f64x2.pmin(lowest, pair);
    lowest2 = f64x2.pmin(lowest2, pair2);
  }
  lowest = f64x2.pmin(lowest, lowest2);
  let low = Math.min(f64x2.extract_lane(lowest, 0), f64x2.extract_lane(lowest, 1));
  let under = total(sum, sum2);
  let squares = total(square, square2);
  for (; at < end; at += 8) {
    const price = load<f64>(at);
    if (!(price < peak)) break;
    const difference = price - peak;
    under += difference;
    squares += difference * difference;
    if (price < low) low = price;
  }
  fall.low = low;
  fall.depth = (low - peak) / peak;
  fall.sum = under / peak;
  fall.squareSum = squares / (peak * peak);
  return at;
}

/**
 * From the last of new falls to the first: what each comes to together with those after it.
 *
 * @param first where the first new one is, `end` after the last
 */
function addUp(falls: usize, first: usize, end: usize, next: i32): void {
  let after = next;
  for (let at = end; at > first;) {
    at -= FALL;
    const fall = changetype<Fall>(at);
    const number = i32((at - falls) / FALL);
    fall.next = after;
    fall.deepest = number;
    if (after >= 0) {
      const rest = fallAt(falls, after);
      fall.sum += rest.sum;
      fall.squareSum += rest.squareSum;
      if (fallAt(falls, rest.deepest).depth < fall.depth) fall.deepest = rest.deepest;
    }
    after = number;
  }
}
