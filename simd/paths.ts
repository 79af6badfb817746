/*
 * Two paths at a time, one in each lane: what a register holds of an asset it holds for both. Rows of
 * closes are a multiple of five wide, so that five products are added up as (1 + 2) + (3 + 4) + 5,
 * and no addition waits for all those before it.
 */

import { equityAfterCosts } from './equityAfterCosts';

/** Bytes of a row's five closes, and of what two paths have of five assets. */
const FIVE: usize = 40;
const FIVE_PAIRS: usize = 80;

/**
 * The equity paths of two vectors of weights.
 *
 * @param closes `sessions` rows of `width` doubles
 * @param weights of each asset the one and the other weight: 2 · `width` doubles
 * @param trades `count` integers, ascending from 0: the sessions that are traded on
 * @param rate costs as a fraction of traded value
 * @param capital what both begin with
 * @param room for 4 · `width` doubles: what is held
 * @param one `sessions` doubles: the first path, as `other` the second
 */
export function fillPair(
  closes: usize,
  width: usize,
  sessions: usize,
  weights: usize,
  trades: usize,
  count: usize,
  rate: f64,
  capital: f64,
  room: usize,
  one: usize,
  other: usize,
): void {
  const units = room;
  const held = room + (width << 4);
  for (let k = units; k < held; k += 16) v128.store(k, f64x2.splat(0));
  let equity = f64x2.splat(capital);
  for (let trade: usize = 0; trade < count; trade += 1) {
    const at = trades + (trade << 2);
    const start: usize = load<i32>(at);
    let next = sessions;
    if (trade + 1 < count) next = load<i32>(at, 4);
    const row = closes + ((start * width) << 3);
    if (rate > 0) {
      value(units, row, width, held);
      equity = equityAfterCosts(equity, weights, held, width, rate);
    }
    const cash = buy(equity, weights, units, row, width);
    // With the next trade's close, at which a path has what its holdings are worth.
    const end = next < sessions ? next + 1 : sessions;
    hold(cash, units, row, width, one + (start << 3), other + (start << 3), end - start);
    if (next === sessions) return;
    equity = v128.load64_splat(one + (next << 3));
    equity = v128.load64_lane(other + (next << 3), equity, 1);
  }
}

/** What each asset's units are worth at a session's closes. */
function value(units: usize, row: usize, width: usize, held: usize): void {
  for (let k: usize = 0; k < width; k += 1) {
    const worth = f64x2.mul(v128.load(units + (k << 4)), v128.load64_splat(row + (k << 3)));
    v128.store(held + (k << 4), worth);
  }
}

/** Takes the units that equity buys at a session's closes by the weights. @returns the cash left */
function buy(equity: v128, weights: usize, units: usize, row: usize, width: usize): v128 {
  let cash = equity;
  for (let k: usize = 0; k < width; k += 1) {
    const target = f64x2.mul(v128.load(weights + (k << 4)), equity);
    cash = f64x2.sub(cash, target);
    v128.store(units + (k << 4), f64x2.div(target, v128.load64_splat(row + (k << 3))));
  }
  return cash;
}

/** Values of `count` sessions while units and cash stay what they are. */
function hold(
  cash: v128,
  units: usize,
  row: usize,
  width: usize,
  one: usize,
  other: usize,
  count: usize,
): void {
  const stride = width << 3;
  let five: usize = 0;
  let pairs = units;
  for (; five < stride; five += FIVE) {
    const a = v128.load(pairs);
    const b = v128.load(pairs, 16);
    const c = v128.load(pairs, 32);
    const d = v128.load(pairs, 48);
    const e = v128.load(pairs, 64);
    pairs += FIVE_PAIRS;
    let close = row + five;
    const end = count << 3;
    for (let at: usize = 0; at < end; at += 8) {
      let sum = cash;
      if (five > 0) sum = v128.load64_lane(other + at, v128.load64_zero(one + at), 1);
      const ab = f64x2.add(
        f64x2.mul(a, v128.load64_splat(close)),
        f64x2.mul(b, v128.load64_splat(close, 8)),
      );
      const cd = f64x2.add(
        f64x2.mul(c, v128.load64_splat(close, 16)),
        f64x2.mul(d, v128.load64_splat(close, 24)),
      );
      sum = f64x2.add(f64x2.add(sum, ab), cd);
      sum = f64x2.add(sum, f64x2.mul(e, v128.load64_splat(close, 32)));
      v128.store64_lane(one + at, sum, 0);
      v128.store64_lane(other + at, sum, 1);
      close += stride;
    }
  }
}
