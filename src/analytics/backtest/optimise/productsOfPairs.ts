import type { SquareMatrix } from './squareMatrix.js';

/**
 * The sums of products of every two columns, each with itself included: the upper triangle of a
 * square matrix with its diagonal. Each sum has the lanes of the metrics' `productSums`, so that
 * both come to the same bits. Two columns go with two others in one pass: a single sum spends most
 * of its time waiting for its last addition.
 *
 * @param pairs columns two by two, their values by turns: of 2k and 2k + 1, where an odd one out
 *   goes with itself; all of one length
 * @param size how many columns there are
 */
export function productsOfPairs(pairs: readonly Float64Array[], size: number): SquareMatrix {
  const values = new Float64Array(size * size);
  const sums = new Float64Array(4);
  const last = size - 1;
  for (let i = 0; i < size; i += 2) {
    const besideI = Math.min(i + 1, last);
    for (let j = i; j < size; j += 2) {
      const besideJ = Math.min(j + 1, last);
      addUp(pairs[i / 2] as Float64Array, pairs[j / 2] as Float64Array, sums);
      values[i * size + j] = sums[0] as number;
      values[i * size + besideJ] = sums[1] as number;
      values[besideI * size + j] = sums[2] as number;
      values[besideI * size + besideJ] = sums[3] as number;
    }
  }
  return { size, values };
}

/** Σ of a·c, a·d, b·c and b·d, into `sums` in this order: a and b by turns, and c and d. */
function addUp(ab: Float64Array, cd: Float64Array, sums: Float64Array): void {
  let [ac, ad, bc, bd] = [0, 0, 0, 0];
  let [acOdd, adOdd, bcOdd, bdOdd] = [0, 0, 0, 0];
  let i = ab.length - 2;
  for (; i > 0; i -= 4) {
    const a = ab[i] as number;
    const b = ab[i + 1] as number;
    const c = cd[i] as number;
    const d = cd[i + 1] as number;
    ac += a * c;
    ad += a * d;
    bc += b * c;
    bd += b * d;
    const aOdd = ab[i - 2] as number;
    const bOdd = ab[i - 1] as number;
    const cOdd = cd[i - 2] as number;
    const dOdd = cd[i - 1] as number;
    acOdd += aOdd * cOdd;
    adOdd += aOdd * dOdd;
    bcOdd += bOdd * cOdd;
    bdOdd += bOdd * dOdd;
  }
  const isOdd = i === 0;
  const a = isOdd ? (ab[0] as number) : 0;
  const b = isOdd ? (ab[1] as number) : 0;
  const c = isOdd ? (cd[0] as number) : 0;
  const d = isOdd ? (cd[1] as number) : 0;
  sums[0] = ac + acOdd + a * c;
  sums[1] = ad + adOdd + a * d;
  sums[2] = bc + bcOdd + b * c;
  sums[3] = bd + bdOdd + b * d;
}
