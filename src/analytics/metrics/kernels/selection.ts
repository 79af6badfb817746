/** Partitions after which a selection gives up on pivots and sorts: bounds the worst case. */
const PARTITIONS_MAX = 64;

/**
 * Reorders `buffer[0 … length)` so that `buffer[k]` is what sorting would put there and nothing
 * before it is larger (Hoare's Find with Lomuto's partition, middle pivot: the same input gives
 * the same order). Linear on average; after 64 partitions the rest is sorted.
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
    const place = partition(buffer, left, right);
    if (place === k) return;
    if (k < place) right = place - 1;
    else left = place + 1;
  }
}

/**
 * Puts the middle value where sorting `buffer[left … right]` would, what is smaller before it,
 * and says where. Every turn swaps, so that no branch has to be guessed.
 */
function partition(buffer: Float64Array, left: number, right: number): number {
  const middle = (left + right) >>> 1;
  const pivot = buffer[middle] as number;
  buffer[middle] = buffer[right] as number;
  let place = left;
  for (let i = left; i < right; i += 1) {
    const value = buffer[i] as number;
    buffer[i] = buffer[place] as number;
    buffer[place] = value;
    place += Number(value < pivot);
  }
  buffer[right] = buffer[place] as number;
  buffer[place] = pivot;
  return place;
}
