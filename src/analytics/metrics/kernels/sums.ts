/**
 * The sum of a column, compensated: as if added in twice the precision and rounded once
 * (error-free addition: Knuth, The Art of Computer Programming 2, 4.2.2; Ogita, Rump and Oishi
 * 2005, Sum2). Two lanes, so that additions overlap. NaN if a value is NaN or infinite.
 */
export function compensatedSum(values: Float64Array): number {
  let sumEven = 0;
  let sumOdd = 0;
  let errorEven = 0;
  let errorOdd = 0;
  const pairedLength = values.length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const x = values[i] as number;
    const y = values[i + 1] as number;
    const nextEven = sumEven + x;
    const nextOdd = sumOdd + y;
    const partEven = nextEven - sumEven;
    const partOdd = nextOdd - sumOdd;
    errorEven += sumEven - (nextEven - partEven) + (x - partEven);
    errorOdd += sumOdd - (nextOdd - partOdd) + (y - partOdd);
    sumEven = nextEven;
    sumOdd = nextOdd;
  }
  const last = pairedLength < values.length ? (values[pairedLength] as number) : 0;
  const both = sumEven + sumOdd;
  const part = both - sumEven;
  const errorBoth = sumEven - (both - part) + (sumOdd - part);
  const total = both + last;
  const lastPart = total - both;
  const errorLast = both - (total - lastPart) + (last - lastPart);
  return total + (errorEven + errorOdd + errorBoth + errorLast);
}

/**
 * Σ (a − meanA)(b − meanB), with the term that takes out what rounding left in the means
 * (corrected two-pass algorithm: Chan, Golub and LeVeque, The American Statistician 37, 1983).
 * With a = b it is the sum of squared deviations, in the same arithmetic bit for bit.
 */
export function centredProduct(
  a: Float64Array,
  meanA: number,
  b: Float64Array,
  meanB: number,
): number {
  let productEven = 0;
  let productOdd = 0;
  let restAEven = 0;
  let restAOdd = 0;
  let restBEven = 0;
  let restBOdd = 0;
  const pairedLength = a.length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const xEven = (a[i] as number) - meanA;
    const yEven = (b[i] as number) - meanB;
    const xOdd = (a[i + 1] as number) - meanA;
    const yOdd = (b[i + 1] as number) - meanB;
    productEven += xEven * yEven;
    productOdd += xOdd * yOdd;
    restAEven += xEven;
    restAOdd += xOdd;
    restBEven += yEven;
    restBOdd += yOdd;
  }
  if (pairedLength < a.length) {
    const x = (a[pairedLength] as number) - meanA;
    const y = (b[pairedLength] as number) - meanB;
    productEven += x * y;
    restAEven += x;
    restBEven += y;
  }
  return productEven + productOdd - ((restAEven + restAOdd) * (restBEven + restBOdd)) / a.length;
}
