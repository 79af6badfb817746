/*
 * Loops over two or four values at a time: V8 does not unroll, and a turn of a loop costs it as
 * much as the additions within. Which lane a value goes to depends on its index alone, so that the
 * same column always gives the same bits.
 */

/** The sum of a column as it comes: good for a first guess at the mean. */
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
 * Σ (x − centre)^k for k from 1 to 4, and in the shadow of these additions, which take longer, the
 * ends of the column and the count of its positive values.
 */
export function columnSums(values: Float64Array, centre: number): ColumnSums {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let [firstOdd, secondOdd, thirdOdd, fourthOdd] = [0, 0, 0, 0];
  let positives = 0;
  let largest = -Infinity;
  let smallest = Infinity;
  const length = values.length;
  const pairedLength = length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const even = values[i] as number;
    const odd = values[i + 1] as number;
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
  if (pairedLength < length) {
    const last = values[pairedLength] as number;
    const x = last - centre;
    first += x;
    second += x * x;
    third += x * x * x;
    fourth += x * x * (x * x);
    positives += Number(last > 0);
    if (last > largest) largest = last;
    if (last < smallest) smallest = last;
  }
  return {
    first: first + firstOdd,
    second: second + secondOdd,
    third: third + thirdOdd,
    fourth: fourth + fourthOdd,
    positives,
    largest,
    smallest,
  };
}

/** Sums of the products of two columns' deviations from their centres, and of their differences. */
export interface ProductSums {
  readonly product: number;
  /** Σ ((a − centreA) − (b − centreB))² */
  readonly squaredDifference: number;
}

/**
 * In the lanes of {@link columnSums}: with a = b the products are its `second`, to the bit.
 */
export function productSums(
  a: Float64Array,
  centreA: number,
  b: Float64Array,
  centreB: number,
): ProductSums {
  let [product, productOdd, squared, squaredOdd] = [0, 0, 0, 0];
  const length = a.length;
  const pairedLength = length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const x = (a[i] as number) - centreA;
    const y = (b[i] as number) - centreB;
    const xOdd = (a[i + 1] as number) - centreA;
    const yOdd = (b[i + 1] as number) - centreB;
    product += x * y;
    productOdd += xOdd * yOdd;
    squared += (x - y) * (x - y);
    squaredOdd += (xOdd - yOdd) * (xOdd - yOdd);
  }
  if (pairedLength < length) {
    const x = (a[pairedLength] as number) - centreA;
    const y = (b[pairedLength] as number) - centreB;
    product += x * y;
    squared += (x - y) * (x - y);
  }
  return { product: product + productOdd, squaredDifference: squared + squaredOdd };
}
