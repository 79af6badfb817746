import { assert } from '../../../domain/errors.js';
import { longestOf, riskFreeOf, type Kernel, type NestKernel } from '../sample.js';
import { excessReturns } from './excess.js';

/** How far returns lie from a threshold, added up by side. */
export interface ThresholdSums {
  /** Σ max(0, return − threshold) */
  readonly above: number;
  /** Σ max(0, threshold − return) */
  readonly below: number;
  /** Σ max(0, threshold − return)² */
  readonly squaresBelow: number;
}

/**
 * Over each ending of a column (see sums.ts). Without a branch: x + |x| is 2 max(0, x), exactly, and
 * costs less than Math.max on random data.
 *
 * @param lengths of the endings, ascending, none longer than the column
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function endingThresholds(
  values: Float64Array,
  lengths: ArrayLike<number>,
  threshold: number,
): ThresholdSums[] {
  const all: ThresholdSums[] = [];
  let [above, below, squares] = [0, 0, 0];
  let [aboveOdd, belowOdd, squaresOdd] = [0, 0, 0];
  let i = values.length - 1;
  for (let place = 0; place < lengths.length; place += 1) {
    const length = lengths[place] as number;
    const begin = values.length - (length & ~1);
    for (; i > begin; i -= 2) {
      const even = (values[i] as number) - threshold;
      const odd = (values[i - 1] as number) - threshold;
      const evenSize = Math.abs(even);
      const oddSize = Math.abs(odd);
      const evenBelow = evenSize - even;
      const oddBelow = oddSize - odd;
      above += evenSize + even;
      aboveOdd += oddSize + odd;
      below += evenBelow;
      belowOdd += oddBelow;
      squares += evenBelow * evenBelow;
      squaresOdd += oddBelow * oddBelow;
    }
    // One value more where the length is odd: nothing from the threshold where it is even.
    const last = (length & 1) === 1 ? (values[i] as number) - threshold : 0;
    const lastBelow = Math.abs(last) - last;
    const sums = {
      above: (above + aboveOdd + Math.abs(last) + last) / 2,
      below: (below + belowOdd + lastBelow) / 2,
      squaresBelow: (squares + squaresOdd + lastBelow * lastBelow) / 4,
    };
    assert(Number.isFinite(sums.above + sums.below), 'returns are finite numbers');
    all.push(sums);
  }
  return all;
}

/** Of a whole column. @see endingThresholds */
export function thresholdSums(values: Float64Array, threshold: number): ThresholdSums {
  return endingThresholds(values, [values.length], threshold)[0] as ThresholdSums;
}

/** Around a risk-free return that never changes. */
const aroundConstant: NestKernel<ThresholdSums> = (nest) => {
  const longest = longestOf(nest);
  const lengths = nest.map(({ returns }) => returns.values.length);
  return endingThresholds(longest.returns.values, lengths, riskFreeOf(longest) as number);
};

/**
 * How far returns lie from the risk-free return of their period. Needs a risk-free rate.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export const aroundRiskFree: Kernel<ThresholdSums> = (sample) =>
  typeof riskFreeOf(sample) === 'number'
    ? sample.ofNest(aroundConstant)
    : thresholdSums(sample.of(excessReturns).values, 0);
