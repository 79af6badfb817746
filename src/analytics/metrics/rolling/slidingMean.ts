/**
 * The mean of each window, by blocks as the sliding moments: nothing is subtracted, so that values
 * that are never negative come to exactly 0 where all are.
 *
 * @param lookback from 1 to the length of the column
 * @param means where they go, by the place of a window's last value
 */
export function slidingMean(values: Float64Array, lookback: number, means: Float64Array): void {
  const length = values.length;
  const tails = new Float64Array(length);
  for (let start = 0; start < length; start += lookback) {
    const end = Math.min(start + lookback, length);
    let sum = 0;
    for (let i = start; i < end; i += 1) {
      sum += values[i] as number;
      const from = i - lookback + 1;
      if (from < 0) continue;
      means[i] = (from === start ? sum : sum + (tails[from] as number)) / lookback;
    }
    sum = 0;
    for (let i = end - 1; i > start; i -= 1) {
      sum += values[i] as number;
      tails[i] = sum;
    }
  }
}
