/** Partitions after which a selection gives up on pivots and sorts: bounds the worst case. */
const PARTITIONS_MAX = 64;

/**
 * Reorders `buffer[0 … length)` so that `buffer[k]` is what sorting would put there and nothing
 * before it is larger (Hoare's Find, middle pivot: the same input gives the same order).
 * Linear on average; after 64 partitions the rest is sorted.
 *
 * @param k from 0 to length − 1
 */
export function selectSmallest(buffer: Float64Array, length: number, k: number): void {
  let left = 0;
  let right = length - 1;
  for (let partitions = 0; left < right; partitions += 1) {
    if (partitions === PARTITIONS_MAX) {
      buffer.subarray(left, right + 1).sort();
      return;
    }
    const pivot = buffer[(left + right) >>> 1] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((buffer[i] as number) < pivot) i += 1;
      while (pivot < (buffer[j] as number)) j -= 1;
      if (i > j) break;
      const swapped = buffer[i] as number;
      buffer[i] = buffer[j] as number;
      buffer[j] = swapped;
      i += 1;
      j -= 1;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
