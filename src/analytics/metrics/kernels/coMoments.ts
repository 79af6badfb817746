import { pairOf, type Kernel, type ReturnColumn } from '../sample.js';
import { covariation, type CentredColumn, type Moments } from './moments.js';

/** Moments of an asset and its benchmark on their common dates, per period. */
export interface CoMoments {
  readonly asset: Moments;
  readonly benchmark: Moments;
  /** Sample covariance, divided by n − 1. */
  readonly covariance: number;
  /** Sample variance of asset less benchmark returns, divided by n − 1. */
  readonly activeVariance: number;
}

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const coMoments: Kernel<CoMoments> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  const { covariance, varianceOfDifference } = covariation(centred(asset), centred(benchmark));
  return {
    asset: asset.moments,
    benchmark: benchmark.moments,
    covariance,
    activeVariance: varianceOfDifference,
  };
};

function centred({ values, moments: { centre, deviationSum } }: ReturnColumn): CentredColumn {
  return { values, centre, deviationSum };
}
