/** Steps that halve a bracket of any two doubles end before this many. */
const STEPS_MAX = 200;

/**
 * A root of a continuous function between two points where its signs differ, by Brent's method
 * (Algorithms for Minimization without Derivatives, 1973, chapter 4): inverse quadratic
 * interpolation and secants where they stay in the bracket and shrink it, halving elsewhere.
 *
 * @param tolerance of the root, absolute
 * @returns null where the signs do not differ, or it has not converged after 200 steps
 */
export function rootBetween(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
): number | null {
  let [a, fa, b, fb] = [low, f(low), high, f(high)];
  if (fa * fb > 0 || Number.isNaN(fa * fb)) return null;
  let [c, fc, step, lastStep] = [a, fa, b - a, b - a];
  for (let i = 0; i < STEPS_MAX; i += 1) {
    // b is the best estimate, c lies on the root's other side.
    if (fb * fc > 0) [c, fc, step, lastStep] = [a, fa, b - a, b - a];
    if (Math.abs(fc) < Math.abs(fb)) [a, fa, b, fb, c, fc] = [b, fb, c, fc, b, fb];
    const least = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= least || fb === 0) return b;
    const tried = interpolated({ a, fa, b, fb, c, fc }, half);
    const isGood =
      Math.abs(lastStep) >= least &&
      Math.abs(fa) > Math.abs(fb) &&
      Math.abs(tried) < Math.min(1.5 * Math.abs(half), Math.abs(lastStep) / 2) &&
      Math.sign(tried) === Math.sign(half);
    [lastStep, step] = isGood ? [step, tried] : [half, half];
    [a, fa] = [b, fb];
    b += Math.abs(step) > least ? step : Math.sign(half) * least;
    fb = f(b);
  }
  return null;
}

interface Bracket {
  readonly a: number;
  readonly fa: number;
  readonly b: number;
  readonly fb: number;
  readonly c: number;
  readonly fc: number;
}

/** The step from b that interpolation proposes; NaN where it has none. */
function interpolated({ a, fa, b, fb, c, fc }: Bracket, half: number): number {
  const s = fb / fa;
  if (a === c) return (2 * half * s) / (s - 1);
  const [q, r] = [fa / fc, fb / fc];
  const numerator = s * (2 * half * q * (q - r) - (b - a) * (r - 1));
  return -numerator / ((q - 1) * (r - 1) * (s - 1));
}
