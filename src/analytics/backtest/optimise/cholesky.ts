import { assert } from '../../../domain/errors.js';
import { entryOf, type SquareMatrix } from './squareMatrix.js';

/** The lower triangle L of L·Lᵀ, row by row, of the rows and columns that were chosen. */
export interface CholeskyFactor {
  readonly size: number;
  readonly lower: Float64Array;
}

/**
 * Factors the rows and columns `chosen` of a symmetric positive definite matrix.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., 4.2.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when it is not positive definite
 */
export function choleskyOf(matrix: SquareMatrix, chosen: readonly number[]): CholeskyFactor {
  const size = chosen.length;
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = entryOf(matrix, chosen[i] as number, chosen[j] as number);
      for (let k = 0; k < j; k += 1) {
        rest -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      }
      if (i === j) assert(rest > 0, 'the matrix is positive definite');
      lower[i * size + j] = i === j ? Math.sqrt(rest) : rest / (lower[j * size + j] as number);
    }
  }
  return { size, lower };
}

/** Solves L·Lᵀ x = `right`. */
export function solve({ size, lower }: CholeskyFactor, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    let rest = x[i] as number;
    for (let k = 0; k < i; k += 1) rest -= (lower[i * size + k] as number) * (x[k] as number);
    x[i] = rest / (lower[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let rest = x[i] as number;
    for (let k = i + 1; k < size; k += 1) {
      rest -= (lower[k * size + i] as number) * (x[k] as number);
    }
    x[i] = rest / (lower[i * size + i] as number);
  }
  return x;
}
