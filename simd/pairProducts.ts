import { inTurns, leftOver } from './lanes';

/**
 * The sums of the products of columns a and b with columns c and d, in the lanes of `products`: each
 * comes to the same bits. Every value is read once for two sums.
 *
 * @param ab `length` values of a and of b by turns; `cd` likewise
 * @param into four doubles: Σ a·c, a·d, b·c and b·d
 */
export function pairProducts(ab: usize, cd: usize, length: usize, into: usize): void {
  let withC = f64x2.splat(0);
  let withD = withC;
  let withC2 = withC;
  let withD2 = withC;
  let withC3 = withC;
  let withD3 = withC;
  let withC4 = withC;
  let withD4 = withC;
  // A pair takes twice the bytes of a value.
  let at = length << 4;
  const stop = at - (inTurns(length) << 1);
  while (at > stop) {
    at -= 64;
    const last = v128.load(ab + at, 48);
    withC = f64x2.add(withC, f64x2.mul(last, v128.load64_splat(cd + at, 48)));
    withD = f64x2.add(withD, f64x2.mul(last, v128.load64_splat(cd + at, 56)));
    const third = v128.load(ab + at, 32);
    withC2 = f64x2.add(withC2, f64x2.mul(third, v128.load64_splat(cd + at, 32)));
    withD2 = f64x2.add(withD2, f64x2.mul(third, v128.load64_splat(cd + at, 40)));
    const second = v128.load(ab + at, 16);
    withC3 = f64x2.add(withC3, f64x2.mul(second, v128.load64_splat(cd + at, 16)));
    withD3 = f64x2.add(withD3, f64x2.mul(second, v128.load64_splat(cd + at, 24)));
    const first = v128.load(ab + at);
    withC4 = f64x2.add(withC4, f64x2.mul(first, v128.load64_splat(cd + at)));
    withD4 = f64x2.add(withD4, f64x2.mul(first, v128.load64_splat(cd + at, 8)));
  }
  withC = f64x2.add(f64x2.add(withC2, withC4), f64x2.add(withC, withC3));
  withD = f64x2.add(f64x2.add(withD2, withD4), f64x2.add(withD, withD3));
  for (let rest = stop - (leftOver(length) << 1); rest < stop; rest += 16) {
    const pair = v128.load(ab + rest);
    withC = f64x2.add(withC, f64x2.mul(pair, v128.load64_splat(cd + rest)));
    withD = f64x2.add(withD, f64x2.mul(pair, v128.load64_splat(cd + rest, 8)));
  }
  store<f64>(into, f64x2.extract_lane(withC, 0));
  store<f64>(into, f64x2.extract_lane(withD, 0), 8);
  store<f64>(into, f64x2.extract_lane(withC, 1), 16);
  store<f64>(into, f64x2.extract_lane(withD, 1), 24);
}
