/** Steps after the first: none, or one, is taken; corners in between may ask for some more. */
const STEPS_MAX: i32 = 64;
/** Of equity: what rounding leaves when costs and trades agree. */
const TOLERANCE: f64 = 4 * f64.EPSILON;
/** How far below equity the first slope is looked for, of what trading everything would cost. */
const PROBE: f64 = 0.125;

/**
 * What is left of the equity of two paths after trading to target weights and paying for it out of
 * the same equity: the x of x + rate · Σ |weight · x − held| = equity. So the weights hold after the
 * costs, and what is paid for is what is traded. The left side rises in straight pieces whose slopes
 * lie within 1 ± rate: secants end on the piece that crosses, most often the first. A path that is
 * done stays as it is until the other one is.
 *
 * @param weights from 0 to 1, their sum at most 1: 2 · `width` doubles, as `held`
 * @param held what each asset is worth before
 * @param rate fraction of traded value, above 0 and below 1
 */
export function equityAfterCosts(
  equity: v128,
  weights: usize,
  held: usize,
  width: usize,
  rate: f64,
): v128 {
  const ofTraded = f64x2.splat(rate);
  const least = f64x2.splat(1 - rate);
  const most = f64x2.splat(1 + rate);
  const tolerance = f64x2.mul(equity, f64x2.splat(TOLERANCE));
  const probe = f64x2.mul(equity, f64x2.splat(1 - PROBE * rate));
  const traded = tradedAt(equity, weights, held, width);
  const more = f64x2.sub(tradedAt(probe, weights, held, width), traded);
  let before = equity;
  let excessBefore = f64x2.mul(ofTraded, traded);
  let slope = f64x2.div(f64x2.mul(ofTraded, more), f64x2.sub(probe, equity));
  slope = f64x2.add(f64x2.splat(1), slope);
  let left = equity;
  let excess = excessBefore;
  let isDone = i64x2.splat(0);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    slope = f64x2.pmin(f64x2.pmax(slope, least), most);
    left = v128.bitselect(left, f64x2.sub(left, f64x2.div(excess, slope)), isDone);
    const costs = f64x2.mul(ofTraded, tradedAt(left, weights, held, width));
    excess = f64x2.add(f64x2.sub(left, equity), costs);
    isDone = v128.or(isDone, f64x2.le(f64x2.abs(excess), tolerance));
    if (i64x2.all_true(isDone)) return left;
    slope = f64x2.div(f64x2.sub(excess, excessBefore), f64x2.sub(left, before));
    before = left;
    excessBefore = excess;
  }
  return left;
}

/** Σ |weight · x − held| */
function tradedAt(x: v128, weights: usize, held: usize, width: usize): v128 {
  let traded = f64x2.splat(0);
  const end = weights + (width << 4);
  for (; weights < end; weights += 80) {
    const ab = f64x2.add(apart(x, weights, held), apart(x, weights + 16, held + 16));
    const cd = f64x2.add(apart(x, weights + 32, held + 32), apart(x, weights + 48, held + 48));
    const abcd = f64x2.add(ab, cd);
    traded = f64x2.add(traded, f64x2.add(abcd, apart(x, weights + 64, held + 64)));
    held += 80;
  }
  return traded;
}

/** |weight · x − held| of one asset. */
function apart(x: v128, weight: usize, held: usize): v128 {
  return f64x2.abs(f64x2.sub(f64x2.mul(v128.load(weight), x), v128.load(held)));
}
