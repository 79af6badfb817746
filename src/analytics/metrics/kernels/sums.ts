/*
 * Loops over four values at a time: V8 does not unroll, and a turn of a loop costs it as much as
 * the additions within.
 */

/** A sum held in two doubles, the rounding error of the first apart. */
export interface ExactSum {
  readonly total: number;
  readonly error: number;
}

/**
 * The sum of a column, compensated: as if added in twice the precision
 * (error-free addition: Knuth, The Art of Computer Programming 2, 4.2.2; Ogita, Rump and Oishi
 * 2005, Sum2). Two lanes, so that additions overlap. NaN if a value is NaN or infinite.
 */
export function compensatedSum(values: Float64Array): ExactSum {
  let sumEven = 0;
  let sumOdd = 0;
  let error = 0;
  let errorOdd = 0;
  const pairedLength = values.length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const x = values[i] as number;
    const y = values[i + 1] as number;
    const nextEven = sumEven + x;
    const nextOdd = sumOdd + y;
    const partEven = nextEven - sumEven;
    const partOdd = nextOdd - sumOdd;
    error += sumEven - (nextEven - partEven) + (x - partEven);
    errorOdd += sumOdd - (nextOdd - partOdd) + (y - partOdd);
    sumEven = nextEven;
    sumOdd = nextOdd;
  }
  let total = sumEven + sumOdd;
  error += errorOdd + additionError(sumEven, sumOdd, total);
  if (pairedLength < values.length) {
    const last = values[pairedLength] as number;
    const withLast = total + last;
    error += additionError(total, last, withLast);
    total = withLast;
  }
  return { total, error };
}

/** What rounding took from `a + b` when it came to `sum`, exactly. */
function additionError(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

/** Splits a double into halves of 26 bits (Veltkamp): 2^27 + 1. */
const SPLITTER = 134217729;

/** The sum of n deviations from `mean`, exactly: what rounding left in the mean, times n. */
export function residualOf({ total, error }: ExactSum, n: number, mean: number): number {
  const scaled = SPLITTER * mean;
  const high = scaled - (scaled - mean);
  const low = mean - high;
  return total - n * high - n * low + error;
}

/** Σ (a − meanA)(b − meanB). With a = b it is the sum of squared deviations. */
export function centredProduct(
  a: Float64Array,
  meanA: number,
  b: Float64Array,
  meanB: number,
): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const length = a.length;
  const unrolledLength = length & ~3;
  for (let i = 0; i < unrolledLength; i += 4) {
    first += ((a[i] as number) - meanA) * ((b[i] as number) - meanB);
    second += ((a[i + 1] as number) - meanA) * ((b[i + 1] as number) - meanB);
    third += ((a[i + 2] as number) - meanA) * ((b[i + 2] as number) - meanB);
    fourth += ((a[i + 3] as number) - meanA) * ((b[i + 3] as number) - meanB);
  }
  for (let i = unrolledLength; i < length; i += 1) {
    first += ((a[i] as number) - meanA) * ((b[i] as number) - meanB);
  }
  return first + second + (third + fourth);
}
