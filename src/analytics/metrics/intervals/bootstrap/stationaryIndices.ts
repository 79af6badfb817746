import type { Xoshiro128 } from './xoshiro.js';

/**
 * Which observations one resample consists of: blocks that begin anywhere, run on in order, around
 * the end to the beginning, and last geometrically long (Politis and Romano, Journal of the
 * American Statistical Association 89, 1994).
 *
 * @param indices filled from 0 to below its own length
 * @param meanLength of a block, at least 1
 */
export function drawStationary(
  indices: Int32Array,
  meanLength: number,
  generator: Xoshiro128,
): void {
  const n = indices.length;
  // A block ends after each observation with the chance 1 / meanLength: its length is geometric.
  const logOfGoingOn = Math.log(1 - 1 / meanLength);
  let i = 0;
  while (i < n) {
    const length = 1 + Math.floor(Math.log(1 - generator.fraction()) / logOfGoingOn);
    const end = Math.min(n, i + length);
    for (let current = generator.below(n); i < end; i += 1) {
      indices[i] = current;
      current = current + 1 === n ? 0 : current + 1;
    }
  }
}
