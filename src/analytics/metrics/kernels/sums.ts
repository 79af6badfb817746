/*
 * Loops over two or four values at a time: V8 does not unroll, and a turn of a loop costs it as
 * much as the additions within.
 */

/** The sum of a column as it comes. */
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
 * one day, so that each is what the next shorter one is and what came before it. Values are added
 * from the last one back, and at each length is told what there is. The lane that a value goes to
 * depends on its distance from the end alone: an ending comes to the same bits whichever others are
 * asked for with it.
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
 * Σ (x − centre)^k for k from 1 to 4 over each ending, and in the shadow of these additions, which
 * take longer, the ends of the values and the count of the positive ones.
 *
 * @param lengths of the endings, ascending, none longer than the column
 */
export function endingSums(
  values: Float64Array,
  lengths: ArrayLike<number>,
  centre = 0,
): ColumnSums[] {
  const all: ColumnSums[] = [];
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let [firstOdd, secondOdd, thirdOdd, fourthOdd] = [0, 0, 0, 0];
  let positives = 0;
  let largest = -Infinity;
  let smallest = Infinity;
  let i = values.length - 1;
  for (let place = 0; place < lengths.length; place += 1) {
    const length = lengths[place] as number;
    const begin = values.length - (length & ~1);
    for (; i > begin; i -= 2) {
      const even = values[i] as number;
      const odd = values[i - 1] as number;
      const x = even - centre;
      const y = odd - centre;
      const x2 = x * x;
      const y2 = y * y;
      first += x;
      firstOdd += y;
      second += x2;
      secondOdd += y2;
      third += x2 * x;
      thirdOdd += y2 * y;
      fourth += x2 * x2;
      fourthOdd += y2 * y2;
      positives += Number(even > 0) + Number(odd > 0);
      if (even > largest) largest = even;
      if (odd > largest) largest = odd;
      if (even < smallest) smallest = even;
      if (odd < smallest) smallest = odd;
    }
    const sums: ColumnSums = {
      first: first + firstOdd,
      second: second + secondOdd,
      third: third + thirdOdd,
      fourth: fourth + fourthOdd,
      positives,
      largest,
      smallest,
    };
    all.push((length & 1) === 0 ? sums : withOne(sums, values[i] as number, centre));
  }
  return all;
}

function withOne(sums: ColumnSums, value: number, centre: number): ColumnSums {
  const x = value - centre;
  const x2 = x * x;
  return {
    first: sums.first + x,
    second: sums.second + x2,
    third: sums.third + x2 * x,
    fourth: sums.fourth + x2 * x2,
    positives: sums.positives + Number(value > 0),
    largest: value > sums.largest ? value : sums.largest,
    smallest: value < sums.smallest ? value : sums.smallest,
  };
}

/** The sums of a whole column. @see endingSums */
export function columnSums(values: Float64Array, centre = 0): ColumnSums {
  return endingSums(values, [values.length], centre)[0] as ColumnSums;
}

/** Sums of the products of two columns' deviations from their centres, and of their differences. */
export interface ProductSums {
  readonly product: number;
  /** Σ ((a − centreA) − (b − centreB))² */
  readonly squaredDifference: number;
}

/**
 * Over each ending, in the lanes of {@link endingSums}: with a = b the products are its `second`, to
 * the bit.
 *
 * @param lengths of the endings, ascending, none longer than the columns, which are of one length
 */
export function endingProducts(
  a: Float64Array,
  b: Float64Array,
  lengths: ArrayLike<number>,
  [centreA, centreB]: readonly [number, number] = [0, 0],
): ProductSums[] {
  const all: ProductSums[] = [];
  let [product, productOdd, squared, squaredOdd] = [0, 0, 0, 0];
  let i = a.length - 1;
  for (let place = 0; place < lengths.length; place += 1) {
    const length = lengths[place] as number;
    const begin = a.length - (length & ~1);
    for (; i > begin; i -= 2) {
      const x = (a[i] as number) - centreA;
      const y = (b[i] as number) - centreB;
      const xOdd = (a[i - 1] as number) - centreA;
      const yOdd = (b[i - 1] as number) - centreB;
      product += x * y;
      productOdd += xOdd * yOdd;
      squared += (x - y) * (x - y);
      squaredOdd += (xOdd - yOdd) * (xOdd - yOdd);
    }
    // One value more where the length is odd: 0 where it is even.
    const isOdd = (length & 1) === 1;
    const x = isOdd ? (a[i] as number) - centreA : 0;
    const y = isOdd ? (b[i] as number) - centreB : 0;
    all.push({
      product: product + productOdd + x * y,
      squaredDifference: squared + squaredOdd + (x - y) * (x - y),
    });
  }
  return all;
}

/** The products of two whole columns of one length. @see endingProducts */
export function productSums(
  a: Float64Array,
  centreA: number,
  b: Float64Array,
  centreB: number,
): ProductSums {
  return endingProducts(a, b, [a.length], [centreA, centreB])[0] as ProductSums;
}
