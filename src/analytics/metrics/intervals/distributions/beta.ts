import { logGamma } from './gamma.js';
import { quantileOf } from './quantile.js';

const TERMS_MAX = 100_000;
const TINY = 1e-300;

/**
 * The regularised incomplete beta function I_x(a, b) by its continued fraction, on the side of the
 * mean where it converges (Abramowitz and Stegun 26.5.8; Lentz's evaluation).
 *
 * @param x from 0 to 1
 * @param a above 0
 * @param b above 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const scale = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
  if (x > (a + 1) / (a + b + 2)) return 1 - (scale * continuedFraction(1 - x, b, a)) / b;
  return (scale * continuedFraction(x, a, b)) / a;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < TERMS_MAX; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return fraction;
}

const awayFromZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

/**
 * The p-quantile of Student's t: t² / (degrees + t²) is beta distributed with ½ and degrees / 2.
 *
 * @param p above 0 and below 1
 * @param degrees of freedom, above 0
 */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return 0 - studentQuantile(1 - p, degrees);
  const [a, b] = [0.5, degrees / 2];
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b);
  const share = quantileOf(
    {
      cumulative: (x) => incompleteBeta(x, a, b),
      density: (x) => Math.exp(logScale + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x)),
      low: 0,
      high: 1,
      start: 1 / (1 + degrees),
    },
    2 * p - 1,
  );
  return Math.sqrt((degrees * share) / (1 - share));
}

/**
 * How likely a binomial count is at most k: P(X ≤ k) = I_{1−p}(n − k, k + 1) (Abramowitz and
 * Stegun 26.5.24).
 */
export function binomialCumulative(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}
