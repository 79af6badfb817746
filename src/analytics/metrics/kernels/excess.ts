import { pairOf, riskFreeOf, ReturnColumn, type Kernel, type RiskFree } from '../sample.js';
import type { Moments } from './moments.js';

/** Returns less the risk-free return of their period; the column itself where that is 0. */
export function inExcess(returns: ReturnColumn, riskFree: RiskFree): ReturnColumn {
  if (riskFree === 0) return returns;
  const { values } = returns;
  const excess =
    typeof riskFree === 'number'
      ? values.map((value) => value - riskFree)
      : values.map((value, i) => value - (riskFree[i] as number));
  return new ReturnColumn(excess);
}

/** The sample's returns in excess of risk-free. Needs a risk-free rate. */
export const excessReturns: Kernel<ReturnColumn> = (sample) =>
  inExcess(sample.returns, riskFreeOf(sample));

/** An asset's and its benchmark's returns in excess of risk-free, on their common dates. */
export interface ExcessPair {
  readonly asset: ReturnColumn;
  readonly benchmark: ReturnColumn;
}

/** Needs a benchmark and a risk-free rate. */
export const excessPair: Kernel<ExcessPair> = (sample) => {
  const pair = pairOf(sample);
  const riskFree = riskFreeOf(pair);
  return {
    asset: inExcess(pair.asset, riskFree),
    benchmark: inExcess(pair.benchmark, riskFree),
  };
};

/** Mean and spread of returns in excess of risk-free, per period. */
export type ExcessMoments = Pick<Moments, 'mean' | 'standardDeviation' | 'isConstant'>;

/**
 * Moments of the excess returns. A risk-free return that never changes moves the mean alone, so
 * that no column is written for it. Needs a risk-free rate.
 */
export const excessMoments: Kernel<ExcessMoments> = (sample) => {
  const riskFree = riskFreeOf(sample);
  if (typeof riskFree !== 'number') return sample.of(excessReturns).moments;
  const { mean, standardDeviation, isConstant } = sample.returns.moments;
  return { mean: mean - riskFree, standardDeviation, isConstant };
};

/** Mean excess return over the risk-free return, a fraction per year: arithmetic, × P. */
export const excessReturnAnnual: Kernel<number> = (sample) =>
  sample.of(excessMoments).mean * sample.periodsPerYear;

/** Mean risk-free return per period on the dates shared with the benchmark. Needs both. */
export const meanRiskFreeOfPair: Kernel<number> = (sample) => {
  const riskFree = riskFreeOf(pairOf(sample));
  return typeof riskFree === 'number' ? riskFree : new ReturnColumn(riskFree).moments.mean;
};
