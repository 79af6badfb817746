import { assert } from '../../../domain/errors.js';
import { pairOf, type BenchmarkPair, type Kernel } from '../sample.js';

/**
 * The aligned pair, for what compares its returns: a comparison would pass over NaN in silence.
 * Needs a benchmark.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export const finitePair: Kernel<BenchmarkPair> = (sample) => {
  const pair = pairOf(sample);
  const sum = pair.asset.moments.mean + pair.benchmark.moments.mean;
  assert(Number.isFinite(sum), 'returns are finite numbers');
  return pair;
};
