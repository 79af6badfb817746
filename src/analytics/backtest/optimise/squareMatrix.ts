/** A symmetric matrix, row by row in one column of `size` times `size` values. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** A matrix from its entries. */
export function squareMatrix(
  size: number,
  entry: (row: number, column: number) => number,
): SquareMatrix {
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) values[i * size + j] = entry(i, j);
  }
  return { size, values };
}

/** The entry of a row and a column. */
export function entryOf({ size, values }: SquareMatrix, row: number, column: number): number {
  return values[row * size + column] as number;
}

/** Matrix times vector. @param product where it goes, of the vector's length */
export function times(
  { size, values }: SquareMatrix,
  vector: Float64Array,
  product: Float64Array = new Float64Array(size),
): Float64Array {
  for (let i = 0; i < size; i += 1) product[i] = 0;
  for (let j = 0; j < size; j += 1) {
    const factor = vector[j] as number;
    if (factor === 0) continue;
    // A row is the column of the same number, and lies in one piece.
    const start = j * size;
    for (let i = 0; i < size; i += 1) {
      product[i] = (product[i] as number) + (values[start + i] as number) * factor;
    }
  }
  return product;
}

/** Σ a b of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The sum of a vector's first values, or of all. */
export function sumOf(vector: Float64Array, count: number = vector.length): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += vector[i] as number;
  return sum;
}

/** The largest entry of the diagonal. */
export function largestVariance(matrix: SquareMatrix): number {
  let largest = 0;
  for (let i = 0; i < matrix.size; i += 1) largest = Math.max(largest, entryOf(matrix, i, i));
  return largest;
}
