import { assert } from '../../../domain/errors.js';
import { columnSums, plainSum, productSums } from './sums.js';

/**
 * Below this standard deviation, relative to 1 + |mean|, returns are constant: rounding prices to
 * doubles alone makes this much.
 */
const ROUNDING_DEVIATION = 8 * Number.EPSILON;

/** Whether a deviation of returns around `level` is no more than rounding makes. */
export function isRounding(deviation: number, level: number): boolean {
  return deviation <= ROUNDING_DEVIATION * (1 + Math.abs(level));
}

/** Mean and spread of a column of returns, per period. NaN where n is too small for them. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** A first guess at the mean, which deviations are taken from. */
  readonly centre: number;
  /** The sum of deviations from `centre`. */
  readonly deviationSum: number;
  /** The sum of deviations from `mean`: 0 but for what rounding the mean leaves. */
  readonly residual: number;
  /** Sample variance, divided by n − 1. */
  readonly variance: number;
  readonly standardDeviation: number;
  /** Central moments, divided by n: the mean of (x − mean)^k. */
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
  /** How many values are above 0. */
  readonly positives: number;
  /** −Infinity for an empty column. */
  readonly largest: number;
  /** Infinity for an empty column. */
  readonly smallest: number;
  /** Whether the values differ by no more than rounding. */
  readonly isConstant: boolean;
}

/**
 * Moments about a first guess at the mean, moved to the mean by what deviations from the guess
 * leave (corrected two-pass algorithm: Chan, Golub and LeVeque, The American Statistician 37,
 * 1983; here up to the fourth moment).
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  const total = plainSum(values);
  assert(Number.isFinite(total), 'returns are finite numbers');
  const centre = total / n;
  const sums = columnSums(values, centre);
  const { first, second, third, fourth, positives, largest, smallest } = sums;
  const shift = first / n;
  const mean = centre + shift;
  const squares = Math.max(0, second - (first * first) / n);
  const variance = squares / (n - 1);
  const standardDeviation = Math.sqrt(variance);
  const shift2 = shift * shift;
  return {
    n,
    mean,
    centre,
    deviationSum: first,
    residual: first - n * (mean - centre),
    variance,
    standardDeviation,
    m2: squares / n,
    m3: (third - 3 * shift * second) / n + 2 * shift * shift2,
    m4: (fourth - 4 * shift * third + 6 * shift2 * second) / n - 3 * shift2 * shift2,
    positives,
    largest,
    smallest,
    isConstant: isRounding(standardDeviation, mean),
  };
}

/** A column with what its deviations are taken from, and their sum. */
export interface CentredColumn {
  readonly values: Float64Array;
  readonly centre: number;
  readonly deviationSum: number;
}

/** How two columns of one length move together, and apart. Divided by n − 1. */
export interface Covariation {
  readonly covariance: number;
  /** Sample variance of a − b. */
  readonly varianceOfDifference: number;
}

/** Of a column with itself the covariance is its variance, and that of the difference 0. */
export function covariation(a: CentredColumn, b: CentredColumn): Covariation {
  const n = a.values.length;
  const sums = productSums(a.values, a.centre, b.values, b.centre);
  const apart = a.deviationSum - b.deviationSum;
  return {
    covariance: covarianceOfProduct(sums.product, a.deviationSum, b.deviationSum, n),
    varianceOfDifference: Math.max(0, sums.squaredDifference - (apart * apart) / n) / (n - 1),
  };
}

/**
 * Sample covariance, divided by n − 1.
 *
 * @param product the sum of the products of two columns' deviations from their centres
 * @param sumA the sum of the first column's deviations, `sumB` of the second's
 * @param n values in each
 */
export function covarianceOfProduct(
  product: number,
  sumA: number,
  sumB: number,
  n: number,
): number {
  return (product - (sumA * sumB) / n) / (n - 1);
}

/** Sample covariance of two columns of one length, divided by n − 1. */
export function sampleCovariance(a: CentredColumn, b: CentredColumn): number {
  return covariation(a, b).covariance;
}
