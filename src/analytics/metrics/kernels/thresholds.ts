import { assert } from '../../../domain/errors.js';
import { loops } from '../../simd/loops.js';
import { addressOf, addressOfIntegers, inMemory, numbers, reserve } from '../../simd/memory.js';
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
 * Over each ending of a column (see sums.ts).
 *
 * @param lengths of the endings, ascending, none longer than the column
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function endingThresholds(
  values: Float64Array,
  lengths: ArrayLike<number>,
  threshold: number,
): ThresholdSums[] {
  return inMemory(() => {
    const sums = reserve(8 * 3 * lengths.length);
    loops.thresholds(
      addressOf(values),
      values.length,
      addressOfIntegers(lengths),
      lengths.length,
      threshold,
      sums,
    );
    const all: ThresholdSums[] = [];
    for (let place = 0; place < lengths.length; place += 1) {
      const at = sums / 8 + 3 * place;
      const above = numbers[at] as number;
      const below = numbers[at + 1] as number;
      assert(Number.isFinite(above + below), 'returns are finite numbers');
      all.push({ above, below, squaresBelow: numbers[at + 2] as number });
    }
    return all;
  });
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
