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
  const chanceOfNewBlock = 1 / meanLength;
  let current = 0;
  for (let i = 0; i < n; i += 1) {
    const isNew = generator.fraction() < chanceOfNewBlock || i === 0;
    current = isNew ? generator.below(n) : (current + 1) % n;
    indices[i] = current;
  }
}
