import { TURN, inTurns, leftOver, total } from './lanes';

/**
 * Of endings of a column: the sums of max(0, value − threshold), of max(0, threshold − value), and of
 * the squares of the latter.
 *
 * @param values `length` doubles
 * @param lengths `count` integers, ascending: how many values each ending has
 * @param into three doubles per ending
 */
export function thresholds(
  values: usize,
  length: usize,
  lengths: usize,
  count: usize,
  threshold: f64,
  into: usize,
): void {
  const zero = f64x2.splat(0);
  const level = f64x2.splat(threshold);
  let above = zero;
  let above2 = zero;
  let below = zero;
  let below2 = zero;
  let square = zero;
  let square2 = zero;
  const end = values + (length << 3);
  let at = end;
  for (let place: usize = 0; place < count; place += 1) {
    const wanted: usize = load<i32>(lengths + (place << 2));
    const stop = end - inTurns(wanted);
    while (at > stop) {
      at -= TURN;
      const x = f64x2.sub(v128.load(at, 16), level);
      const y = f64x2.sub(v128.load(at), level);
      // The value first: a NaN comes through.
      above = f64x2.add(above, f64x2.pmax(x, zero));
      above2 = f64x2.add(above2, f64x2.pmax(y, zero));
      const under = f64x2.pmin(x, zero);
      const under2 = f64x2.pmin(y, zero);
      below = f64x2.sub(below, under);
      below2 = f64x2.sub(below2, under2);
      square = f64x2.add(square, f64x2.mul(under, under));
      square2 = f64x2.add(square2, f64x2.mul(under2, under2));
    }
    let over = total(above, above2);
    let under = total(below, below2);
    let squares = total(square, square2);
    for (let rest = stop - leftOver(wanted); rest < stop; rest += 8) {
      const x = load<f64>(rest) - threshold;
      const lower = Math.min(x, 0);
      over += Math.max(x, 0);
      under -= lower;
      squares += lower * lower;
    }
    store<f64>(into, over);
    store<f64>(into, under, 8);
    store<f64>(into, squares, 16);
    into += 24;
  }
}
