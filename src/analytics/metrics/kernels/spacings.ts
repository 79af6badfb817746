import type { Kernel } from '../sample.js';
import { ascending } from './ascending.js';

/**
 * The mean absolute difference between two different returns, over all n (n − 1) / 2 pairs. Written
 * with the gaps between neighbours in order of size, i (n − i) of the pairs lying across the i-th:
 * no term is negative, so that no digits are lost. O(n log n).
 */
export const meanDifference: Kernel<number> = ({ returns: { values } }) => {
  const sorted = ascending(values);
  const n = sorted.length;
  let total = 0;
  for (let i = 1; i < n; i += 1) {
    total += i * (n - i) * ((sorted[i] as number) - (sorted[i - 1] as number));
  }
  return total / ((n * (n - 1)) / 2);
};
