import { assert } from '../../../domain/errors.js';
import { entryOf, type SquareMatrix } from './squareMatrix.js';

/**
 * The Cholesky factor L of the rows and columns of a symmetric positive definite matrix that have
 * been chosen, in the order in which they were: L·Lᵀ. To choose one more costs a row; to drop one,
 * the rows after it.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export class CholeskyFactor {
  /** Row i of L has i + 1 entries. */
  readonly #rows: Float64Array[] = [];
  readonly #chosen: number[] = [];

  constructor(private readonly matrix: SquareMatrix) {}

  get chosen(): readonly number[] {
    return this.#chosen;
  }

  /** @throws HighwaterError INTERNAL_ASSERTION when the matrix is not positive definite */
  choose(index: number): void {
    this.#chosen.push(index);
    this.#rows.push(new Float64Array(this.#chosen.length));
    this.#fill(this.#chosen.length - 1, 0);
  }

  /** Drops what was chosen at a place. */
  drop(place: number): void {
    this.#chosen.splice(place, 1);
    this.#rows.splice(place, 1);
    for (let row = place; row < this.#chosen.length; row += 1) {
      this.#rows[row] = (this.#rows[row] as Float64Array).slice(0, row + 1);
      this.#fill(row, place);
    }
  }

  /** Solves L·Lᵀ x = `right`, in the order of {@link chosen}. */
  solve(right: Float64Array): Float64Array {
    const x = Float64Array.from(right);
    const rows = this.#rows;
    for (let i = 0; i < x.length; i += 1) {
      const row = rows[i] as Float64Array;
      let rest = x[i] as number;
      for (let k = 0; k < i; k += 1) rest -= (row[k] as number) * (x[k] as number);
      x[i] = rest / (row[i] as number);
    }
    for (let i = x.length - 1; i >= 0; i -= 1) {
      const row = rows[i] as Float64Array;
      const value = (x[i] as number) / (row[i] as number);
      x[i] = value;
      for (let k = 0; k < i; k += 1) x[k] = (x[k] as number) - (row[k] as number) * value;
    }
    return x;
  }

  /** Works out the entries of a row from a column on. */
  #fill(place: number, from: number): void {
    const row = this.#rows[place] as Float64Array;
    const own = this.#chosen[place] as number;
    for (let column = from; column <= place; column += 1) {
      const other = this.#rows[column] as Float64Array;
      let rest = entryOf(this.matrix, own, this.#chosen[column] as number);
      for (let k = 0; k < column; k += 1) rest -= (row[k] as number) * (other[k] as number);
      if (column === place) assert(rest > 0, 'the matrix is positive definite');
      row[column] = column === place ? Math.sqrt(rest) : rest / (other[column] as number);
    }
  }
}
