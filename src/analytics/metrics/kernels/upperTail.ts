import { ReturnColumn, riskFreeOf, type Kernel } from '../sample.js';
import { excessReturns } from './excess.js';
import { negated } from './negated.js';
import { lowerTail, lowerTail5 } from './lowerTail.js';

/** The best returns: their lower end, and their mean. */
export interface UpperTail {
  /** The quantile, type 7 of Hyndman and Fan. */
  readonly quantile: number;
  /** Mean of all returns at or above the quantile. */
  readonly mean: number;
}

/** The upper tail that one return in `oneIn` falls into: the lower tail of the returns' negatives. */
export function upperTail(returns: ReturnColumn, oneIn: number): UpperTail {
  const { quantile, mean } = lowerTail(new ReturnColumn(negated(returns.values)), oneIn);
  return { quantile: 0 - quantile, mean: 0 - mean };
}

/** The best twentieth of the sample's returns. */
export const upperTail5: Kernel<UpperTail> = (sample) => upperTail(sample.returns, 20);

/** The best hundredth of the sample's returns. */
export const upperTail1: Kernel<UpperTail> = (sample) => upperTail(sample.returns, 100);

/** Mean excess returns over risk-free in the worst and in the best twentieth, per period. */
export interface ExcessTails {
  readonly worstMean: number;
  readonly bestMean: number;
}

/** Needs a risk-free rate. */
export const excessTails5: Kernel<ExcessTails> = (sample) => {
  const riskFree = riskFreeOf(sample);
  if (typeof riskFree === 'number') {
    return {
      worstMean: sample.of(lowerTail5).mean - riskFree,
      bestMean: sample.of(upperTail5).mean - riskFree,
    };
  }
  const excess = sample.of(excessReturns);
  return { worstMean: lowerTail(excess, 20).mean, bestMean: upperTail(excess, 20).mean };
};
