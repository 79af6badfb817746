import { loops } from '../../simd/loops.js';
import { addressOf, addressOfIntegers, inMemory, numbers, reserve } from '../../simd/memory.js';

/**
 * The sum of a column as it comes. Four values at a time: V8 does not unroll, and a turn of a loop
 * costs it as much as the additions within.
 */
export function plainSum(values: Float64Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const length = values.length;
  const unrolledLength = length & ~3;
  for (let i = 0; i < unrolledLength; i += 4) {
    first += values[i] as number;
    second += values[i + 1] as number;
    third += values[i + 2] as number;
    fourth += values[i + 3] as number;
  }
  for (let i = unrolledLength; i < length; i += 1) first += values[i] as number;
  return first + second + (third + fourth);
}

/*
 * Sums of endings: of a column's last n values, for each of some n. All windows of an asset end on
 * one day, so that each is what the next shorter one is and what came before it. An ending comes to
 * the same bits whichever others are asked for with it.
 */

/** What one pass over a column gathers beside the powers of deviations x − centre. */
export interface ColumnSums {
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
  /** How many values are above 0. */
  readonly positives: number;
  /** −Infinity for an empty column. */
  readonly largest: number;
  /** Infinity for an empty column. */
  readonly smallest: number;
}

/**
 * Σ (x − centre)^k for k from 1 to 4 over each ending, the ends of its values and the count of the
 * positive ones.
 *
 * @param lengths of the endings, ascending, none longer than the column
 */
export function endingSums(
  values: Float64Array,
  lengths: ArrayLike<number>,
  centre = 0,
): ColumnSums[] {
  return inMemory(() => {
    const sums = reserve(8 * 7 * lengths.length);
    loops.powerSums(
      addressOf(values),
      values.length,
      addressOfIntegers(lengths),
      lengths.length,
      centre,
      sums,
    );
    const all: ColumnSums[] = [];
    for (let place = 0; place < lengths.length; place += 1) {
      const at = sums / 8 + 7 * place;
      all.push({
        first: numbers[at] as number,
        second: numbers[at + 1] as number,
        third: numbers[at + 2] as number,
        fourth: numbers[at + 3] as number,
        positives: numbers[at + 4] as number,
        largest: numbers[at + 5] as number,
        smallest: numbers[at + 6] as number,
      });
    }
    return all;
  });
}

/** The sums of a whole column. @see endingSums */
export function columnSums(values: Float64Array, centre = 0): ColumnSums {
  return endingSums(values, [values.length], centre)[0] as ColumnSums;
}

/** Sums over two columns of one length. */
export interface ProductSums {
  /** Σ (a − centreA)(b − centreB) */
  readonly product: number;
  /** Σ ((a − centreA) − (b − centreB))² */
  readonly squaredDifference: number;
  /** Σ a where b is above 0. */
  readonly inRises: number;
  /** Σ a where b is below 0. */
  readonly inFalls: number;
}

/**
 * Over each ending: with a = b the products are the `second` of {@link endingSums}, to the bit.
 *
 * @param lengths of the endings, ascending, none longer than the columns, which are of one length
 */
export function endingProducts(
  a: Float64Array,
  b: Float64Array,
  lengths: ArrayLike<number>,
  [centreA, centreB]: readonly [number, number] = [0, 0],
): ProductSums[] {
  return inMemory(() => {
    const sums = reserve(8 * 4 * lengths.length);
    loops.products(
      addressOf(a),
      addressOf(b),
      a.length,
      addressOfIntegers(lengths),
      lengths.length,
      centreA,
      centreB,
      sums,
    );
    const all: ProductSums[] = [];
    for (let place = 0; place < lengths.length; place += 1) {
      const at = sums / 8 + 4 * place;
      all.push({
        product: numbers[at] as number,
        squaredDifference: numbers[at + 1] as number,
        inRises: numbers[at + 2] as number,
        inFalls: numbers[at + 3] as number,
      });
    }
    return all;
  });
}

/** The sums of two whole columns of one length. @see endingProducts */
export function productSums(
  a: Float64Array,
  centreA: number,
  b: Float64Array,
  centreB: number,
): ProductSums {
  return endingProducts(a, b, [a.length], [centreA, centreB])[0] as ProductSums;
}
