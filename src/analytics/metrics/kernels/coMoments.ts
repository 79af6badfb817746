import { pairOf, type Kernel, type ReturnColumn } from '../sample.js';
import { sampleCovariance, type CentredColumn, type Moments } from './moments.js';

/** Moments of an asset and its benchmark on their common dates, per period. */
export interface CoMoments {
  readonly asset: Moments;
  readonly benchmark: Moments;
  /** Sample covariance, divided by n − 1. */
  readonly covariance: number;
}

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const coMoments: Kernel<CoMoments> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  return {
    asset: asset.moments,
    benchmark: benchmark.moments,
    covariance: sampleCovariance(centred(asset), centred(benchmark)),
  };
};

function centred({ values, moments: { mean, residual } }: ReturnColumn): CentredColumn {
  return { values, mean, residual };
}
