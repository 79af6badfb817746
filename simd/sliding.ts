/*
 * Sums over windows that slide, a return at a time: what enters less what leaves is added, so that a
 * step waits for one addition. From the sums of each window the figures follow two at a time.
 */

/**
 * Of the windows that end on `first` up to below `end`: the sums of value − centre, of its squares,
 * of all squares seen since the first window began, and of the products with another column.
 *
 * @param values doubles, as `other`; 0 for no other column
 * @param into sums, squares, seen and products: columns of `stride` bytes each, by window
 */
export function slideSums(
  values: usize,
  other: usize,
  first: usize,
  end: usize,
  lookback: usize,
  centre: f64,
  into: usize,
  stride: usize,
): void {
  const begin = (first + 1 - lookback) << 3;
  const factors = other === 0 ? values : other;
  let sum: f64 = 0;
  let square: f64 = 0;
  let product: f64 = 0;
  for (let at = begin; at < first << 3; at += 8) {
    const x = load<f64>(values + at) - centre;
    sum += x;
    square += x * x;
    product += x * load<f64>(factors + at);
  }
  let seen = square;
  // Before the first window nothing leaves.
  let left: f64 = 0;
  let leftFactor: f64 = 0;
  let out = values + begin;
  let outFactor = factors + begin;
  for (let at = first << 3; at < end << 3; at += 8) {
    const x = load<f64>(values + at) - centre;
    const entering = x * x;
    sum += x - left;
    square += entering - left * left;
    seen += entering;
    product += x * load<f64>(factors + at) - left * leftFactor;
    store<f64>(into, sum);
    store<f64>(into + stride, square);
    store<f64>(into + 2 * stride, seen);
    store<f64>(into + 3 * stride, product);
    into += 8;
    left = load<f64>(out) - centre;
    leftFactor = load<f64>(outFactor);
    out += 8;
    outFactor += 8;
  }
}

/**
 * Means and deviations of `count` windows from their sums, up to the first whose spread is no more
 * than `least` and what it demands of the squares seen.
 *
 * @param sums as {@link slideSums} has written them
 * @param demand shares of the squares seen, one per window
 * @param mean where they go, as `deviation`
 * @returns how many windows come before that one
 */
export function slidMoments(
  sums: usize,
  stride: usize,
  count: usize,
  lookback: f64,
  centre: f64,
  least: f64,
  demand: usize,
  mean: usize,
  deviation: usize,
): usize {
  // Multiplied by: a division takes as long as all else.
  const share = f64x2.splat(1 / lookback);
  const freedom = f64x2.splat(1 / (lookback - 1));
  const level = f64x2.splat(centre);
  const bar = f64x2.splat(least);
  const end = count << 3;
  // Two at a time: of an odd number the last one goes with what lies behind it.
  for (let at: usize = 0; at < end; at += 16) {
    const sum = v128.load(sums + at);
    const average = f64x2.mul(sum, share);
    const spread = f64x2.sub(v128.load(sums + stride + at), f64x2.mul(sum, average));
    v128.store(mean + at, f64x2.add(level, average));
    v128.store(deviation + at, f64x2.sqrt(f64x2.mul(spread, freedom)));
    const seen = v128.load(sums + 2 * stride + at);
    const demanded = f64x2.add(bar, f64x2.mul(seen, v128.load(demand + at)));
    const areFine = i64x2.bitmask(f64x2.gt(spread, demanded));
    if (areFine === 3) continue;
    const place = (at >> 3) + usize(areFine === 1);
    if (place < count) return place;
  }
  return count;
}

/**
 * Slopes of `count` windows on a benchmark.
 *
 * @param sums as {@link slideSums} has written them
 * @param otherMean of the benchmark's windows: the mean of what products were taken with
 * @param precision of the benchmark's windows: one over its variance
 */
export function slidSlopes(
  sums: usize,
  stride: usize,
  count: usize,
  lookback: f64,
  otherMean: usize,
  precision: usize,
  slope: usize,
): void {
  const freedom = f64x2.splat(1 / (lookback - 1));
  const end = count << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const product = v128.load(sums + 3 * stride + at);
    const ofMeans = f64x2.mul(v128.load(sums + at), v128.load(otherMean + at));
    const covariance = f64x2.mul(f64x2.sub(product, ofMeans), freedom);
    v128.store(slope + at, f64x2.mul(covariance, v128.load(precision + at)));
  }
}

/**
 * How far prices lie below a peak that stands, as fractions of it, up to the first that is above it
 * or no price.
 *
 * @param count prices at most
 * @returns how many they are
 */
export function standing(prices: usize, count: usize, peak: f64, into: usize): usize {
  const zero = f64x2.splat(0);
  const level = f64x2.splat(peak);
  const inverse = f64x2.splat(1 / peak);
  const end = count << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const price = v128.load(prices + at);
    v128.store(into + at, f64x2.mul(f64x2.sub(price, level), inverse));
    const are = v128.and(f64x2.gt(price, zero), f64x2.le(price, level));
    const mask = i64x2.bitmask(are);
    if (mask === 3) continue;
    const place = (at >> 3) + usize(mask === 1);
    if (place < count) return place;
  }
  return count;
}
