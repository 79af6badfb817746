import { kept } from '../../simd/memory.js';
import { longestOf, pairOf, type Kernel, type NestKernel, type ReturnColumn } from '../sample.js';
import { covariation, type CentredColumn, type Moments } from './moments.js';
import { endingProducts, type ProductSums } from './sums.js';

/** Moments of an asset and its benchmark on their common dates, per period. */
export interface CoMoments {
  readonly asset: Moments;
  readonly benchmark: Moments;
  /** Sample covariance, divided by n − 1. */
  readonly covariance: number;
  /** Sample variance of asset less benchmark returns, divided by n − 1. */
  readonly activeVariance: number;
}

/** Of every pair in a nest, about 0; of a sample that has none, of nothing. Needs a benchmark. */
export const productsOfNest: NestKernel<ProductSums> = (nest) => {
  const { asset, benchmark } = pairOf(longestOf(nest));
  const lengths = nest.map(({ pairLength }) => pairLength);
  const [other] =
    benchmark === asset ? [asset.values] : kept(benchmark, [benchmark.values] as const);
  return endingProducts(asset.values, other, lengths);
};

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const coMoments: Kernel<CoMoments> = (sample) => {
  const pair = pairOf(sample);
  const [asset, benchmark] = [centred(pair.asset), centred(pair.benchmark)];
  const isAboutZero = asset.centre === 0 && benchmark.centre === 0;
  const { covariance, varianceOfDifference } = covariation(
    asset,
    benchmark,
    isAboutZero ? sample.ofNest(productsOfNest) : undefined,
  );
  return {
    asset: pair.asset.moments,
    benchmark: pair.benchmark.moments,
    covariance,
    activeVariance: varianceOfDifference,
  };
};

function centred({ values, moments: { centre, deviationSum } }: ReturnColumn): CentredColumn {
  return { values, centre, deviationSum };
}
