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

/**
 * What a compiled loop tells of each ending, for work in its memory.
 *
 * @param lengths of the endings, ascending
 * @param width numbers that the loop tells of each
 * @param run the loop, given where the lengths are and where its numbers go
 * @param read what an ending comes to, by the place of its first number in `numbers`
 */
export function ofEndings<T>(
  lengths: ArrayLike<number>,
  width: number,
  run: (lengths: number, into: number) => void,
  read: (place: number) => T,
): T[] {
  const into = reserve(width * lengths.length * Float64Array.BYTES_PER_ELEMENT);
  run(addressOfIntegers(lengths), into);
  const first = into / Float64Array.BYTES_PER_ELEMENT;
  const all: T[] = [];
  for (let ending = 0; ending < lengths.length; ending += 1) all.push(read(first + width * ending));
  return all;
}

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
    const at = addressOf(values);
    return ofEndings(
      lengths,
      7,
      (endings, into) => loops.powerSums(at, values.length, endings, lengths.length, centre, into),
      (place) => ({
        first: numbers[place] as number,
        second: numbers[place + 1] as number,
        third: numbers[place + 2] as number,
        fourth: numbers[place + 3] as number,
        positives: numbers[place + 4] as number,
        largest: numbers[place + 5] as number,
        smallest: numbers[place + 6] as number,
      }),
    );
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
    const [atA, atB] = [addressOf(a), addressOf(b)];
    return ofEndings(
      lengths,
      4,
      (endings, into) =>
        loops.products(atA, atB, a.length, endings, lengths.length, centreA, centreB, into),
      (place) => ({
        product: numbers[place] as number,
        squaredDifference: numbers[place + 1] as number,
        inRises: numbers[place + 2] as number,
        inFalls: numbers[place + 3] as number,
      }),
    );
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
