import { pairOf, type Kernel } from '../sample.js';
import type { Moments } from './moments.js';
import { centredProduct } from './sums.js';

/** Moments of an asset and its benchmark on their common dates, per period. */
export interface CoMoments {
  readonly asset: Moments;
  readonly benchmark: Moments;
  /** Sample covariance, divided by n − 1. */
  readonly covariance: number;
}

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const coMoments: Kernel<CoMoments> = (sample) => {
  const pair = pairOf(sample);
  const asset = pair.asset.moments;
  const benchmark = pair.benchmark.moments;
  const product = centredProduct(
    pair.asset.values,
    asset.mean,
    pair.benchmark.values,
    benchmark.mean,
  );
  return { asset, benchmark, covariance: product / (asset.n - 1) };
};
