import { TURN, inTurns, leftOver, total } from './lanes';

/**
 * Of endings of a column: the sums of the first four powers of value − centre, how many values are
 * above 0, the largest, and the smallest.
 *
 * @param values `length` doubles
 * @param lengths `count` integers, ascending: how many values each ending has
 * @param into seven doubles per ending
 */
export function powerSums(
  values: usize,
  length: usize,
  lengths: usize,
  count: usize,
  centre: f64,
  into: usize,
): void {
  const zero = f64x2.splat(0);
  const shift = f64x2.splat(centre);
  let first = zero;
  let first2 = zero;
  let second = zero;
  let second2 = zero;
  let third = zero;
  let third2 = zero;
  let fourth = zero;
  let fourth2 = zero;
  let positives = i64x2.splat(0);
  let largest = f64x2.splat(-Infinity);
  let smallest = f64x2.splat(Infinity);
  const end = values + (length << 3);
  let at = end;
  for (let place: usize = 0; place < count; place += 1) {
    const wanted: usize = load<i32>(lengths + (place << 2));
    const stop = end - inTurns(wanted);
    while (at > stop) {
      at -= TURN;
      // One register after the other: there are hardly enough of them.
      const nearer = v128.load(at, 16);
      const x = f64x2.sub(nearer, shift);
      const x2 = f64x2.mul(x, x);
      first = f64x2.add(first, x);
      second = f64x2.add(second, x2);
      third = f64x2.add(third, f64x2.mul(x2, x));
      fourth = f64x2.add(fourth, f64x2.mul(x2, x2));
      positives = i64x2.sub(positives, f64x2.gt(nearer, zero));
      largest = f64x2.pmax(largest, nearer);
      smallest = f64x2.pmin(smallest, nearer);
      const farther = v128.load(at);
      const y = f64x2.sub(farther, shift);
      const y2 = f64x2.mul(y, y);
      first2 = f64x2.add(first2, y);
      second2 = f64x2.add(second2, y2);
      third2 = f64x2.add(third2, f64x2.mul(y2, y));
      fourth2 = f64x2.add(fourth2, f64x2.mul(y2, y2));
      positives = i64x2.sub(positives, f64x2.gt(farther, zero));
      largest = f64x2.pmax(largest, farther);
      smallest = f64x2.pmin(smallest, farther);
    }
    store<f64>(into, total(first, first2));
    store<f64>(into, total(second, second2), 8);
    store<f64>(into, total(third, third2), 16);
    store<f64>(into, total(fourth, fourth2), 24);
    const above = i64x2.extract_lane(positives, 0) + i64x2.extract_lane(positives, 1);
    store<f64>(into, f64(above), 32);
    store<f64>(into, Math.max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1)), 40);
    store<f64>(
      into,
      Math.min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1)),
      48,
    );
    addRest(stop - leftOver(wanted), stop, centre, into);
    into += 56;
  }
}

/** Takes the values from `at` up to `end` into the seven numbers of an ending. */
function addRest(at: usize, end: usize, centre: f64, into: usize): void {
  for (; at < end; at += 8) {
    const value = load<f64>(at);
    const x = value - centre;
    const x2 = x * x;
    store<f64>(into, load<f64>(into) + x);
    store<f64>(into, load<f64>(into, 8) + x2, 8);
    store<f64>(into, load<f64>(into, 16) + x2 * x, 16);
    store<f64>(into, load<f64>(into, 24) + x2 * x2, 24);
    store<f64>(into, load<f64>(into, 32) + f64(value > 0), 32);
    store<f64>(into, Math.max(load<f64>(into, 40), value), 40);
    store<f64>(into, Math.min(load<f64>(into, 48), value), 48);
  }
}
