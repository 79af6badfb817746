import { assert } from '../../../domain/errors.js';
import type { SquareMatrix } from './squareMatrix.js';

/**
 * The Cholesky factor L of the rows and columns of a symmetric positive definite matrix that have
 * been chosen, in the order in which they were: L·Lᵀ. To choose one more costs a row; to drop one,
 * the rows after it.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export class CholeskyFactor {
  /** The first {@link count} are chosen, in this order. */
  readonly chosen: Int32Array;
  /** Row after row, as wide as the matrix; row i has i + 1 entries. */
  readonly #rows: Float64Array;
  #count = 0;

  constructor(private readonly matrix: SquareMatrix) {
    this.chosen = new Int32Array(matrix.size);
    this.#rows = new Float64Array(matrix.size * matrix.size);
  }

  /** How many rows and columns are chosen. */
  get count(): number {
    return this.#count;
  }

  /** Drops all that was chosen. */
  clear(): void {
    this.#count = 0;
  }

  /** @throws HighwaterError INTERNAL_ASSERTION when the matrix is not positive definite */
  choose(index: number): void {
    this.chosen[this.#count] = index;
    this.#fill(this.#count, 0);
    this.#count += 1;
  }

  /** Drops what was chosen at a place. */
  drop(place: number): void {
    const { size } = this.matrix;
    this.#count -= 1;
    for (let row = place; row < this.#count; row += 1) {
      this.chosen[row] = this.chosen[row + 1] as number;
      for (let k = 0; k < place; k += 1) {
        this.#rows[row * size + k] = this.#rows[(row + 1) * size + k] as number;
      }
      this.#fill(row, place);
    }
  }

  /** Solves L·Lᵀ x = `x`, in its place and in the order of {@link chosen}. */
  solve(x: Float64Array): void {
    const rows = this.#rows;
    const { size } = this.matrix;
    const count = this.#count;
    for (let i = 0, start = 0; i < count; i += 1, start += size) {
      let rest = x[i] as number;
      for (let k = 0; k < i; k += 1) rest -= (rows[start + k] as number) * (x[k] as number);
      x[i] = rest / (rows[start + i] as number);
    }
    for (let i = count - 1, start = i * size; i >= 0; i -= 1, start -= size) {
      const value = (x[i] as number) / (rows[start + i] as number);
      x[i] = value;
      for (let k = 0; k < i; k += 1) {
        x[k] = (x[k] as number) - (rows[start + k] as number) * value;
      }
    }
  }

  /** Works out the entries of a row from a column on. */
  #fill(place: number, from: number): void {
    const rows = this.#rows;
    const { size, values } = this.matrix;
    const row = place * size;
    const own = (this.chosen[place] as number) * size;
    for (let column = from; column <= place; column += 1) {
      const other = column * size;
      let rest = values[own + (this.chosen[column] as number)] as number;
      for (let k = 0; k < column; k += 1) {
        rest -= (rows[row + k] as number) * (rows[other + k] as number);
      }
      if (column < place) {
        rows[row + column] = rest / (rows[other + column] as number);
        continue;
      }
      assert(rest > 0, 'the matrix is positive definite');
      rows[row + column] = Math.sqrt(rest);
    }
  }
}
