import { quantileOf } from './quantile.js';

/** From here on Stirling's series of eight terms is exact to a double. */
const STIRLING_FROM = 16;
/** B(2k) / (2k (2k − 1)) for k = 1 … 8, B being Bernoulli's numbers. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const;
const HALF_LOG_2PI = Math.log(2 * Math.PI) / 2;

/** Terms of a series or continued fraction: they take about the root of the largest argument. */
const TERMS_MAX = 100_000;
const TINY = 1e-300;

/**
 * ln Γ(x) by Stirling's series, small x moved up by Γ(x + 1) = x Γ(x) (Abramowitz and Stegun
 * 6.1.40, 6.1.15).
 *
 * @param x above 0
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < STIRLING_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const inverseSquare = 1 / (shifted * shifted);
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k -= 1) {
    series = series * inverseSquare + (STIRLING[k] as number);
  }
  const atShifted = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_2PI + series / shifted;
  return atShifted - Math.log(product);
}

/**
 * The regularised lower incomplete gamma function P(a, x): its power series below a + 1, above it
 * one less the continued fraction (Abramowitz and Stegun 6.5.29 and 6.5.31; Lentz's evaluation).
 *
 * @param a above 0
 * @param x not negative
 */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? scale * lowerSeries(a, x) : 1 - scale * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < TERMS_MAX && term > sum * Number.EPSILON; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < TERMS_MAX; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON) break;
  }
  return fraction;
}

const awayFromZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

/**
 * The p-quantile of the chi-square distribution.
 *
 * @param p above 0 and below 1
 * @param degrees of freedom, above 0
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  const a = degrees / 2;
  const logScale = -Math.LN2 - logGamma(a);
  return quantileOf(
    {
      cumulative: (x) => incompleteGamma(a, x / 2),
      density: (x) => Math.exp((a - 1) * Math.log(x / 2) - x / 2 + logScale),
      low: 0,
      // Beyond it lies less than a double can tell from nothing (Laurent and Massart 2000).
      high: degrees + 60 * Math.sqrt(degrees) + 2_000,
      start: degrees,
    },
    p,
  );
}

/** The p-quantile of the standard normal: the signed root of one squared, which is chi-square. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  return p < 0.5 ? 0 - normalQuantile(1 - p) : Math.sqrt(chiSquareQuantile(2 * p - 1, 1));
}
