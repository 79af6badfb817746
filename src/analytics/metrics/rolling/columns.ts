/**
 * Columns that are needed only while one history is read: the same memory each time. What is given
 * to a caller is never one of them.
 */
export class ScratchColumns {
  readonly #columns: Float64Array[] = [];
  #taken = 0;

  /** Everything that was taken may be overwritten from now on. */
  release(): void {
    this.#taken = 0;
  }

  /** A column of some length, holding anything. */
  take(length: number): Float64Array {
    const known = this.#columns[this.#taken];
    const column =
      known !== undefined && known.length >= length ? known : new Float64Array(2 * length);
    this.#columns[this.#taken] = column;
    this.#taken += 1;
    return column;
  }
}
