import { assert } from '../../../domain/errors.js';
import { pairOf, type Kernel } from '../sample.js';

/** Geometric returns of an asset and its benchmark over their common periods, per year of P. */
export interface PairGrowth {
  /** NaN where more than everything was lost in a period. */
  readonly assetAnnual: number;
  readonly benchmarkAnnual: number;
}

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const pairGrowth: Kernel<PairGrowth> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  return {
    assetAnnual: growthAnnual(asset.values, sample.periodsPerYear),
    benchmarkAnnual: growthAnnual(benchmark.values, sample.periodsPerYear),
  };
};

/**
 * Growth per year of P periods of returns that follow one another; NaN where more than everything
 * was lost in one.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function growthAnnual(returns: Float64Array, periodsPerYear: number): number {
  let logSum = 0;
  for (let i = 0; i < returns.length; i += 1) {
    const value = returns[i] as number;
    assert(Number.isFinite(value), 'returns are finite numbers');
    logSum += Math.log1p(value);
  }
  return Math.expm1((periodsPerYear * logSum) / returns.length);
}
