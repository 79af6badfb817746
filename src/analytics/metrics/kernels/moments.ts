import { assert } from '../../../domain/errors.js';
import { centredProduct, compensatedSum } from './sums.js';

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
  assert(Number.isFinite(sum), 'returns are finite numbers');
  const mean = sum / n;
  const variance = Math.max(0, centredProduct(values, mean, values, mean)) / (n - 1);
  const standardDeviation = Math.sqrt(variance);
  return { n, mean, variance, standardDeviation, isConstant: isRounding(standardDeviation, mean) };
}
