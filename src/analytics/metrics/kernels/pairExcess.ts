import { pairOf, riskFreeOf, type Kernel, type ReturnColumn } from '../sample.js';
import { excessPair, type ExcessMoments } from './excess.js';

/** Mean and spread of what both sides earned above risk-free on their common dates, per period. */
export interface PairExcessMoments {
  readonly asset: ExcessMoments;
  readonly benchmark: ExcessMoments;
}

/** A risk-free return that never changes moves the means alone. Needs a benchmark and a rate. */
export const pairExcessMoments: Kernel<PairExcessMoments> = (sample) => {
  const pair = pairOf(sample);
  const riskFree = riskFreeOf(pair);
  if (typeof riskFree !== 'number') {
    const { asset, benchmark } = sample.of(excessPair);
    return { asset: asset.moments, benchmark: benchmark.moments };
  }
  return { asset: lowered(pair.asset, riskFree), benchmark: lowered(pair.benchmark, riskFree) };
};

function lowered({ moments }: ReturnColumn, riskFree: number): ExcessMoments {
  const { mean, standardDeviation, isConstant } = moments;
  return { mean: mean - riskFree, standardDeviation, isConstant };
}
