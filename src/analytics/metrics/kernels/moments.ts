import { assert } from '../../../domain/errors.js';
import { centredProduct, compensatedSum, residualOf } from './sums.js';

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
  /** The sum of deviations from `mean`: 0 but for what rounding the mean leaves. */
  readonly residual: number;
  /** Sample variance, divided by n − 1. */
  readonly variance: number;
  readonly standardDeviation: number;
  /** Whether the values differ by no more than rounding. */
  readonly isConstant: boolean;
}

/** @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite */
export function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  const sum = compensatedSum(values);
  assert(Number.isFinite(sum.total), 'returns are finite numbers');
  const mean = (sum.total + sum.error) / n;
  const column = { values, mean, residual: residualOf(sum, n, mean) };
  const variance = Math.max(0, sampleCovariance(column, column));
  const standardDeviation = Math.sqrt(variance);
  const isConstant = isRounding(standardDeviation, mean);
  return { n, mean, residual: column.residual, variance, standardDeviation, isConstant };
}

/** A column with its mean and what rounding left in it. */
export interface CentredColumn {
  readonly values: Float64Array;
  readonly mean: number;
  readonly residual: number;
}

/**
 * Sample covariance of two columns of one length, divided by n − 1; of one with itself its
 * variance (corrected two-pass algorithm: Chan, Golub and LeVeque, The American Statistician 37,
 * 1983).
 */
export function sampleCovariance(a: CentredColumn, b: CentredColumn): number {
  const n = a.values.length;
  const products = centredProduct(a.values, a.mean, b.values, b.mean);
  return (products - (a.residual * b.residual) / n) / (n - 1);
}
