import { normalDensity } from './normalTail.js';

/** Where the series around 0 gives way to the continued fraction of the tail. */
const TAIL_FROM = 3;
const TERMS_MAX = 200;

/** 1 − Φ(x) for x of at least TAIL_FROM: Laplace's continued fraction, from its far end. */
function upperTail(x: number): number {
  let denominator = x;
  for (let k = TERMS_MAX; k >= 1; k -= 1) denominator = x + k / denominator;
  return normalDensity(x) / denominator;
}

/** Φ(x) − 1/2 for |x| below TAIL_FROM: x + x³/3 + x⁵/(3 · 5) + …, times the density. */
function aroundZero(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; k <= TERMS_MAX && Math.abs(term) > Math.abs(sum) * Number.EPSILON; k += 1) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return sum * normalDensity(x);
}

/**
 * The standard normal distribution function Φ: the probability of a value of at most x. To 1e-13
 * relative in the middle; further out to what rounding x² leaves of the density.
 *
 * Source: Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11 (2004);
 * Abramowitz and Stegun, 26.2.11 and 26.2.14.
 */
export function normalProbability(x: number): number {
  if (x <= -TAIL_FROM) return upperTail(-x);
  if (x >= TAIL_FROM) return 1 - upperTail(x);
  return 0.5 + aroundZero(x);
}
