/**
 * Fractions in proportion to sizes, none above a cap: what the largest have too much goes to the
 * others in proportion to their sizes, until it holds. With a cap that leaves no solution (cap
 * times the number of positive sizes is below 1) each of them gets the cap, and the sum is less
 * than 1. Scaling all sizes changes nothing; nor does their order.
 *
 * @param sizes finite, not negative; of size 0 the fraction is 0
 * @param cap a fraction above 0; 1 is no cap
 * @returns one fraction per size; all 0 where every size is
 */
export function cappedProportions(sizes: ArrayLike<number>, cap: number): Float64Array {
  const count = sizes.length;
  const size = (i: number): number => sizes[i] as number;
  const fractions = new Float64Array(count);
  const descending = [...fractions.keys()].sort((a, b) => size(b) - size(a));
  const remaining = new Float64Array(count + 1);
  for (let k = count - 1; k >= 0; k -= 1) {
    remaining[k] = (remaining[k + 1] as number) + size(descending[k] as number);
  }
  let capped = 0;
  // Whoever is above the cap, all larger ones capped, is among the largest: each is looked at once.
  while (capped < count) {
    const largest = size(descending[capped] as number);
    if (largest <= 0) break;
    if (largest * (1 - capped * cap) <= cap * (remaining[capped] as number)) break;
    fractions[descending[capped] as number] = cap;
    capped += 1;
  }
  const rest = Math.max(0, 1 - capped * cap);
  const total = remaining[capped] as number;
  for (const i of descending.slice(capped)) {
    if (size(i) > 0) fractions[i] = Math.min(cap, (size(i) / total) * rest);
  }
  return fractions;
}
