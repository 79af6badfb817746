/**
 * Simple returns from each price to the next.
 *
 * @param prices one more than `length`
 * @param into `length` returns
 * @returns 1 where every price but the first is a positive finite number, else 0
 */
export function returns(prices: usize, length: usize, into: usize): i32 {
  const zero = f64x2.splat(0);
  const infinity = f64x2.splat(Infinity);
  const end = (length & ~1) << 3;
  let areFine = i64x2.splat(-1);
  let at: usize = 0;
  for (; at < end; at += 16) {
    const from = v128.load(prices + at);
    const to = v128.load(prices + at, 8);
    areFine = v128.and(areFine, v128.and(f64x2.gt(to, zero), f64x2.lt(to, infinity)));
    v128.store(into + at, f64x2.div(f64x2.sub(to, from), from));
  }
  if ((length & 1) === 1) {
    const from = v128.load64_splat(prices + at);
    const to = v128.load64_splat(prices + at, 8);
    areFine = v128.and(areFine, v128.and(f64x2.gt(to, zero), f64x2.lt(to, infinity)));
    v128.store64_lane(into + at, f64x2.div(f64x2.sub(to, from), from), 0);
  }
  return i32(i64x2.all_true(areFine));
}
