import { TURN, inTurns, leftOver, total } from './lanes';

/**
 * Of endings of two columns: the sums of (a − centreA)(b − centreB), of the squares of the difference
 * of the two deviations, of a where b is above 0, and of a where b is below 0.
 *
 * @param a `length` doubles, as `b`
 * @param lengths `count` integers, ascending: how many values each ending has
 * @param into four doubles per ending
 */
export function products(
  a: usize,
  b: usize,
  length: usize,
  lengths: usize,
  count: usize,
  centreA: f64,
  centreB: f64,
  into: usize,
): void {
  const zero = f64x2.splat(0);
  const shiftA = f64x2.splat(centreA);
  const shiftB = f64x2.splat(centreB);
  let product = zero;
  let product2 = zero;
  let square = zero;
  let square2 = zero;
  let risen = zero;
  let risen2 = zero;
  let fallen = zero;
  let fallen2 = zero;
  const end = length << 3;
  let at = end;
  for (let place: usize = 0; place < count; place += 1) {
    const wanted: usize = load<i32>(lengths + (place << 2));
    const stop = end - inTurns(wanted);
    while (at > stop) {
      at -= TURN;
      // One register after the other: there are hardly enough of them.
      const ofA = v128.load(a + at, 16);
      const ofB = v128.load(b + at, 16);
      const x = f64x2.sub(ofA, shiftA);
      const y = f64x2.sub(ofB, shiftB);
      const apart = f64x2.sub(x, y);
      product = f64x2.add(product, f64x2.mul(x, y));
      square = f64x2.add(square, f64x2.mul(apart, apart));
      risen = f64x2.add(risen, v128.and(ofA, f64x2.gt(ofB, zero)));
      fallen = f64x2.add(fallen, v128.and(ofA, f64x2.lt(ofB, zero)));
      const ofA2 = v128.load(a + at);
      const ofB2 = v128.load(b + at);
      const x2 = f64x2.sub(ofA2, shiftA);
      const y2 = f64x2.sub(ofB2, shiftB);
      const apart2 = f64x2.sub(x2, y2);
      product2 = f64x2.add(product2, f64x2.mul(x2, y2));
      square2 = f64x2.add(square2, f64x2.mul(apart2, apart2));
      risen2 = f64x2.add(risen2, v128.and(ofA2, f64x2.gt(ofB2, zero)));
      fallen2 = f64x2.add(fallen2, v128.and(ofA2, f64x2.lt(ofB2, zero)));
    }
    let sum = total(product, product2);
    let squares = total(square, square2);
    let inRises = total(risen, risen2);
    let inFalls = total(fallen, fallen2);
    for (let rest = stop - leftOver(wanted); rest < stop; rest += 8) {
      const ofA = load<f64>(a + rest);
      const ofB = load<f64>(b + rest);
      const x = ofA - centreA;
      const y = ofB - centreB;
      sum += x * y;
      squares += (x - y) * (x - y);
      if (ofB > 0) inRises += ofA;
      if (ofB < 0) inFalls += ofA;
    }
    store<f64>(into, sum);
    store<f64>(into, squares, 8);
    store<f64>(into, inRises, 16);
    store<f64>(into, inFalls, 24);
    into += 32;
  }
}
