import { loops } from '../../simd/loops.js';
import { inMemory, integers, numbers, placed, reserve } from '../../simd/memory.js';

/**
 * Reorders `buffer[0 … length)` so that `buffer[rank]` is what sorting would put there and nothing
 * before it is larger. The same input gives the same order. Linear on average; after 64 partitions
 * the rest is sorted.
 *
 * @param rank from 0 to length − 1
 * @throws HighwaterError COLUMN_TOO_LONG when there is no memory for so many values
 */
export function selectSmallest(buffer: Float64Array, length: number, rank: number): void {
  inMemory(() => {
    const own = buffer.subarray(0, length);
    const values = placed(own);
    selectPlaced(values.byteOffset, length, rank);
    if (values !== own) own.set(values);
  });
}

/** Likewise of values in the memory of compiled loops, by their address. */
export function selectPlaced(values: number, length: number, rank: number): void {
  const unsorted = reserve(8);
  if (loops.selectSmallest(values, length, rank, unsorted) === 0) return;
  const first = values / 8;
  numbers
    .subarray(
      first + (integers[unsorted / 4] as number),
      first + (integers[unsorted / 4 + 1] as number),
    )
    .sort();
}
