/**
 * Copies the values below a threshold, in order and without a branch.
 *
 * @param values `length` doubles
 * @param into room for one double more than are kept
 * @returns how many are kept
 */
export function keepBelow(values: usize, length: usize, threshold: f64, into: usize): usize {
  const level = f64x2.splat(threshold);
  const end = values + (length << 3);
  const paired = values + ((length & ~1) << 3);
  let to = into;
  let at = values;
  for (; at < paired; at += 16) {
    const pair = v128.load(at);
    const areBelow: usize = i64x2.bitmask(f64x2.lt(pair, level));
    v128.store64_lane(to, pair, 0);
    to += (areBelow & 1) << 3;
    v128.store64_lane(to, pair, 1);
    to += (areBelow & 2) << 2;
  }
  for (; at < end; at += 8) {
    const value = load<f64>(at);
    store<f64>(to, value);
    to += usize(value < threshold) << 3;
  }
  return (to - into) >> 3;
}

/** Partitions after which a selection gives up on pivots: bounds the worst case. */
const PARTITIONS_MAX: i32 = 64;

/**
 * Reorders doubles so that the one at `rank` is what sorting would put there and nothing before it is
 * larger (Hoare's Find with Lomuto's partition, middle pivot: the same input gives the same order).
 *
 * @param length from 1
 * @param rank from 0 to length − 1
 * @param unsorted two integers: where the part begins and ends that must be sorted yet
 * @returns 1 where it gave up, else 0
 */
export function selectSmallest(values: usize, length: usize, rank: usize, unsorted: usize): i32 {
  const wanted = values + (rank << 3);
  let left = values;
  let right = values + ((length - 1) << 3);
  for (let partitions = 0; left < right; partitions += 1) {
    if (partitions === PARTITIONS_MAX) {
      store<i32>(unsorted, (left - values) >> 3);
      store<i32>(unsorted, ((right - values) >> 3) + 1, 4);
      return 1;
    }
    const place = partition(left, right);
    if (place === wanted) return 0;
    if (wanted < place) right = place - 8;
    else left = place + 8;
  }
  return 0;
}

/**
 * Puts the middle value where sorting would, what is smaller before it, and says where. Every turn
 * swaps, so that no branch has to be guessed.
 */
function partition(left: usize, right: usize): usize {
  const middle = left + (((right - left) >> 4) << 3);
  const pivot = load<f64>(middle);
  store<f64>(middle, load<f64>(right));
  let place = left;
  for (let at = left; at < right; at += 8) {
    const value = load<f64>(at);
    store<f64>(at, load<f64>(place));
    store<f64>(place, value);
    place += usize(value < pivot) << 3;
  }
  store<f64>(right, load<f64>(place));
  store<f64>(place, pivot);
  return place;
}
