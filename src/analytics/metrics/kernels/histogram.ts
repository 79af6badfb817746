import { assert } from '../../../domain/errors.js';

/** Bins that a histogram has at most, whatever its rule comes to. */
export const HISTOGRAM_BINS_MAX = 200;

/** Counts of values between edges. */
export interface Histogram {
  /** Ascending, one more than there are counts. */
  readonly edges: Float64Array;
  /** `counts[i]` lie from `edges[i]` up to but not at `edges[i + 1]`; the last bin has both. */
  readonly counts: Int32Array;
}

/**
 * How many bins of width 2 · IQR / n^(1/3) the values take (Freedman and Diaconis, Zeitschrift für
 * Wahrscheinlichkeitstheorie 57, 1981); the square root of n where the quartiles are equal.
 *
 * @param sorted ascending, at least one
 */
export function freedmanDiaconisBins(sorted: Float64Array): number {
  const n = sorted.length;
  const range = (sorted[n - 1] as number) - (sorted[0] as number);
  const spread = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
  const bins = spread > 0 ? range / ((2 * spread) / Math.cbrt(n)) : Math.sqrt(n);
  return Math.max(1, Math.min(HISTOGRAM_BINS_MAX, Math.ceil(bins)));
}

/**
 * A quantile of type 7: linear between the neighbours of rank (n − 1) · p.
 *
 * @param sorted ascending, at least one
 */
export function quantileOf(sorted: Float64Array, p: number): number {
  assert(sorted.length > 0 && p >= 0 && p <= 1, 'a quantile is of values, from 0 to 1');
  const rank = (sorted.length - 1) * p;
  const low = sorted[Math.floor(rank)] as number;
  const high = sorted[Math.ceil(rank)] as number;
  return low + (rank - Math.floor(rank)) * (high - low);
}

/**
 * Counts values in bins of one width from the least to the greatest.
 *
 * @param sorted ascending, at least one; where all are equal there is one bin around them
 * @param bins from 1 to {@link HISTOGRAM_BINS_MAX}
 */
export function histogramOf(sorted: Float64Array, bins: number): Histogram {
  assert(bins >= 1 && bins <= HISTOGRAM_BINS_MAX, 'a histogram has from 1 to 200 bins');
  const least = sorted[0] as number;
  const greatest = sorted[sorted.length - 1] as number;
  if (least === greatest) {
    return { edges: Float64Array.of(least, greatest), counts: Int32Array.of(sorted.length) };
  }
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? greatest : least + ((greatest - least) * i) / bins,
  );
  const counts = new Int32Array(bins);
  let bin = 0;
  for (const value of sorted) {
    while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin += 1;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges, counts };
}
