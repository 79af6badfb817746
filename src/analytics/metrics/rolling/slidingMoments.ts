import { momentsOf, type Moments } from '../kernels/moments.js';
import { slideAll, SPREAD_SHARE_MIN, spreadMinOf, type SlidingMoments } from './sliding.js';

/**
 * Moments of every window, in the same few steps a window whatever the lookback: the return that
 * comes is added, the one that leaves is taken away, and sums begin afresh before it could be felt
 * what has left ({@link slideAll}).
 *
 * @param lookback from 2 to the length of the column
 * @param into where the moments go
 * @throws HighwaterError INTERNAL_ASSERTION when a value is NaN or infinite
 */
export function slidingMoments(values: Float64Array, lookback: number, into: SlidingMoments): void {
  slideAll(values.length, lookback, {
    slide: (first, end) => slide(values, lookback, first, end, into),
    settle: (last) => {
      settle(values.subarray(last + 1 - lookback, last + 1), last, into);
    },
  });
}

function slide(
  values: Float64Array,
  lookback: number,
  first: number,
  end: number,
  { mean, deviation, constants }: SlidingMoments,
): number {
  // Multiplied by: a division takes as long as all else.
  const share = 1 / lookback;
  const freedom = 1 / (lookback - 1);
  // Deviations from the mean of the window before are small, and little cancels.
  const centre = first < lookback ? 0 : (mean[first - 1] as number);
  const spreadMin = spreadMinOf(lookback, centre);
  let sum = 0;
  let square = 0;
  let i = first + 1 - lookback;
  for (; i < first; i += 1) {
    const x = (values[i] as number) - centre;
    sum += x;
    square += x * x;
  }
  let seen = square;
  for (; i < end; i += 1) {
    const x = (values[i] as number) - centre;
    const entering = x * x;
    sum += x;
    square += entering;
    seen += entering;
    const average = sum * share;
    const spread = square - sum * average;
    mean[i] = centre + average;
    deviation[i] = Math.sqrt(spread * freedom);
    if (!(spread > spreadMin + SPREAD_SHARE_MIN * seen)) {
      if (!(seen === 0 && sum === 0)) return i;
      constants.push(i);
    }
    const y = (values[i + 1 - lookback] as number) - centre;
    sum -= y;
    square -= y * y;
  }
  return end;
}

/**
 * Computes a window by itself, and puts its mean and deviation in their place: NaN where no double
 * holds its variance.
 */
export function settle(window: Float64Array, last: number, into: SlidingMoments): Moments {
  const moments = momentsOf(window);
  const { mean, standardDeviation, isConstant } = moments;
  const deviation = standardDeviation < Infinity ? standardDeviation : NaN;
  into.mean[last] = mean;
  into.deviation[last] = isConstant ? 0 : deviation;
  if (isConstant) into.constants.push(last);
  return moments;
}
