import { loops } from '../../simd/loops.js';
import { addressOf, inMemory, numbers, reserve } from '../../simd/memory.js';
import type { SquareMatrix } from './squareMatrix.js';

/**
 * The sums of products of every two columns, each with itself included: the upper triangle of a
 * square matrix with its diagonal. Each sum comes to the bits of the metrics' `productSums`. Two
 * columns go with two others in one pass: a single sum spends most of its time waiting for its last
 * addition.
 *
 * @param pairs columns two by two, their values by turns: of 2k and 2k + 1, where an odd one out
 *   goes with itself; all of one length
 * @param size how many columns there are
 */
export function productsOfPairs(pairs: readonly Float64Array[], size: number): SquareMatrix {
  const values = new Float64Array(size * size);
  const last = size - 1;
  const length = (pairs[0]?.length ?? 0) / 2;
  inMemory(() => {
    const addresses = pairs.map(addressOf);
    const sums = reserve(32);
    const first = sums / 8;
    for (let i = 0; i < size; i += 2) {
      const besideI = Math.min(i + 1, last);
      const ofI = addresses[i / 2] as number;
      for (let j = i; j < size; j += 2) {
        const besideJ = Math.min(j + 1, last);
        loops.pairProducts(ofI, addresses[j / 2] as number, length, sums);
        values[i * size + j] = numbers[first] as number;
        values[i * size + besideJ] = numbers[first + 1] as number;
        values[besideI * size + j] = numbers[first + 2] as number;
        values[besideI * size + besideJ] = numbers[first + 3] as number;
      }
    }
  });
  return { size, values };
}
