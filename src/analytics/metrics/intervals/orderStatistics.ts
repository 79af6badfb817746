import type { Kernel } from '../sample.js';
import { binomialCumulative } from './distributions/beta.js';
import { upperProbability, type AnalyticInterval, type Interval } from './interval.js';

const ascendingReturns: Kernel<Float64Array> = ({ returns }) => returns.values.toSorted();

/** The first rank from 0 to n whose binomial cumulative probability satisfies; they ascend. */
function firstRank(n: number, tail: number, isReached: (cumulative: number) => boolean): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(binomialCumulative(middle, n, tail))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Of a loss that one period in 1 / `tail` exceeds: two of the returns themselves, between which
 * the quantile lies at least that surely, whatever the distribution. An end that no return is
 * extreme enough for is null.
 *
 * @param tail 0.05 for the 5 % quantile
 */
export function quantileLossInterval(tail: number): AnalyticInterval {
  return {
    method: 'binomial order statistics',
    formula:
      '-(return of rank u) to -(return of rank l): l the largest with B(l - 1) <= (1 - confidence) ' +
      '/ 2, u the smallest with B(u - 1) >= (1 + confidence) / 2, B binomial in n and the tail',
    assumption: 'Returns are independent.',
    source: 'Hahn and Meeker, Statistical Intervals, ch. 5',
    compute(sample, _estimate, confidence): Interval {
      const sorted = sample.of(ascendingReturns);
      const n = sorted.length;
      const upper = upperProbability(confidence);
      const best = firstRank(n, tail, (it) => it >= upper);
      const worst = firstRank(n, tail, (it) => it > 1 - upper) - 1;
      // Index r − 1 holds the return of rank r: `best` and `worst` are already such.
      const lossOf = (index: number): number | null => {
        const value = sorted[index];
        return value === undefined ? null : 0 - value;
      };
      return { low: lossOf(best), high: lossOf(worst) };
    },
  };
}
