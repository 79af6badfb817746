import { assert } from '../../../domain/errors.js';
import { loops } from '../../simd/loops.js';
import { addressOf, inMemory, numbers } from '../../simd/memory.js';
import { longestOf, riskFreeOf, type Kernel, type NestKernel } from '../sample.js';
import { excessReturns } from './excess.js';
import { ofEndings } from './sums.js';

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
    const at = addressOf(values);
    return ofEndings(
      lengths,
      3,
      (endings, into) =>
        loops.thresholds(at, values.length, endings, lengths.length, threshold, into),
      (place) => {
        const [above, below] = [numbers[place] as number, numbers[place + 1] as number];
        assert(Number.isFinite(above + below), 'returns are finite numbers');
        return { above, below, squaresBelow: numbers[place + 2] as number };
      },
    );
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
