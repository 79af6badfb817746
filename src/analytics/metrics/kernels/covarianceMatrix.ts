import { assert } from '../../../domain/errors.js';
import type { MissingReason } from '../figure.js';
import { momentsOf, sampleCovariance, type Moments } from './moments.js';

/** One entry of a matrix, or why there is none. */
export type Entry = number | MissingReason;

/** Square and symmetric, row by row. */
export type Matrix = readonly (readonly Entry[])[];

const OBSERVATIONS_MIN = 3;

interface Column extends Moments {
  readonly values: Float64Array;
}

function columnsOf(columns: readonly Float64Array[]): Column[] {
  const length = columns[0]?.length ?? 0;
  assert(
    columns.every((column) => column.length === length),
    'columns are aligned',
  );
  return columns.map((values) => ({ ...momentsOf(values), values }));
}

/** Fills one triangle and mirrors it, so that a matrix is symmetric to the bit. */
function symmetric(size: number, entry: (i: number, j: number) => Entry): Entry[][] {
  const matrix = Array.from({ length: size }, () => new Array<Entry>(size).fill(0));
  for (let i = 0; i < size; i += 1) {
    for (let j = i; j < size; j += 1) {
      const value = entry(i, j);
      (matrix[i] as Entry[])[j] = value;
      (matrix[j] as Entry[])[i] = value;
    }
  }
  return matrix;
}

/**
 * Sample covariances (divided by n − 1) of aligned returns, times the periods of a year.
 *
 * @param columns one per asset, of one length; fewer than 3 returns give `too-few-observations`
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function covarianceMatrix(columns: readonly Float64Array[], periodsPerYear: number): Matrix {
  const all = columnsOf(columns);
  return symmetric(all.length, (i, j) => {
    const [a, b] = [all[i] as Column, all[j] as Column];
    if (a.n < OBSERVATIONS_MIN) return 'too-few-observations';
    if (a.isConstant || b.isConstant) return 0;
    return sampleCovariance(a, b) * periodsPerYear;
  });
}

/**
 * Pearson correlations of aligned returns: from −1 to 1, exactly 1 on the diagonal.
 *
 * @param columns as {@link covarianceMatrix}; one without variance has no correlation with any
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function correlationMatrix(columns: readonly Float64Array[]): Matrix {
  const all = columnsOf(columns);
  return symmetric(all.length, (i, j) => {
    const [a, b] = [all[i] as Column, all[j] as Column];
    if (a.n < OBSERVATIONS_MIN) return 'too-few-observations';
    if (a.isConstant || b.isConstant) return 'zero-variance';
    if (i === j) return 1;
    const ratio = sampleCovariance(a, b) / (a.standardDeviation * b.standardDeviation);
    return Math.max(-1, Math.min(1, ratio));
  });
}
