import { assert } from '../../../domain/errors.js';
import { columnSums, productSums, type ColumnSums } from './sums.js';

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
  /** What deviations are taken from: 0, or a first guess at the mean. */
  readonly centre: number;
  /** The sum of deviations from `centre`. */
  readonly deviationSum: number;
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
 * Means of more than this many standard deviations make so much of the powers about 0 that
 * deviations from the mean are taken instead. Daily returns hardly ever come near.
 */
const MEAN_MAX_DEVIATIONS = 0.5;

/** The moments of a column. @see momentsOfSums */
export function momentsOf(values: Float64Array): Moments {
  return momentsOfSums(values, columnSums(values));
}

/**
 * Moments from the sums of powers about 0, or, where the mean is large beside the deviation, about
 * the mean; moved to the mean by what deviations leave (corrected two-pass algorithm: Chan, Golub
 * and LeVeque, The American Statistician 37, 1983; here up to the fourth moment).
 *
 * @param sums of the values, about 0
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function momentsOfSums(values: Float64Array, sums: ColumnSums): Moments {
  const n = values.length;
  assert(Number.isFinite(sums.first), 'returns are finite numbers');
  const moments = momentsAbout(0, n, sums);
  const { mean, standardDeviation } = moments;
  if (Math.abs(mean) <= MEAN_MAX_DEVIATIONS * standardDeviation) return moments;
  return momentsAbout(mean, n, columnSums(values, mean));
}

function momentsAbout(centre: number, n: number, sums: ColumnSums): Moments {
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

/**
 * Of a column with itself the covariance is its variance, and that of the difference 0.
 *
 * @param sums about the columns' centres, where they are known
 */
export function covariation(
  a: CentredColumn,
  b: CentredColumn,
  sums = productSums(a.values, a.centre, b.values, b.centre),
): Covariation {
  const n = a.values.length;
  const apart = a.deviationSum - b.deviationSum;
  const squares = sums.squaredDifference - (apart * apart) / n;
  return {
    covariance: covarianceOfProduct(sums.product, a.deviationSum, b.deviationSum, n),
    varianceOfDifference:
      Math.abs(apart / n) <= MEAN_MAX_DEVIATIONS * Math.sqrt(squares / n)
        ? squares / (n - 1)
        : varianceAboutMeans(a, b),
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

/** The sample variance of a − b where the means differ by more than a − b varies. */
function varianceAboutMeans(a: CentredColumn, b: CentredColumn): number {
  const n = a.values.length;
  const [nearA, nearB] = [a, b].map(({ values, centre, deviationSum }) => {
    const mean = centre + deviationSum / n;
    return { mean, residual: columnSums(values, mean).first };
  }) as [{ mean: number; residual: number }, { mean: number; residual: number }];
  const { squaredDifference } = productSums(a.values, nearA.mean, b.values, nearB.mean);
  const apart = nearA.residual - nearB.residual;
  return Math.max(0, squaredDifference - (apart * apart) / n) / (n - 1);
}

/** Sample covariance of two columns of one length, divided by n − 1. */
export function sampleCovariance(a: CentredColumn, b: CentredColumn): number {
  const { product } = productSums(a.values, a.centre, b.values, b.centre);
  return covarianceOfProduct(product, a.deviationSum, b.deviationSum, a.values.length);
}
