import type { Kernel } from '../sample.js';
import { pairDeviations } from './deviations.js';

/** Central co-moments of asset and benchmark returns, each divided by n, per period. */
export interface HigherCoMoments {
  /** Mean of (asset − its mean)(benchmark − its mean)². */
  readonly third: number;
  /** Mean of (asset − its mean)(benchmark − its mean)³. */
  readonly fourth: number;
}

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const higherCoMoments: Kernel<HigherCoMoments> = (sample) => {
  const { asset, benchmark } = sample.of(pairDeviations);
  const n = asset.length;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < n; i += 1) {
    const deviation = benchmark[i] as number;
    const product = (asset[i] as number) * deviation * deviation;
    third += product;
    fourth += product * deviation;
  }
  return { third: third / n, fourth: fourth / n };
};
