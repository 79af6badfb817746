import { table, type ColumnTable } from 'arquero';
import type { MissingReason } from '../metrics/figure.js';
import {
  freedmanDiaconisBins,
  histogramOf,
  quantileOf,
  type Histogram,
} from '../metrics/kernels/histogram.js';
import { jarqueBera, type JarqueBera } from '../metrics/kernels/jarqueBera.js';
import type { Moments } from '../metrics/kernels/moments.js';
import { shapeOf } from '../metrics/kernels/shape.js';
import type { Sample } from '../metrics/sample.js';

/** The quantiles that are told of a distribution, in percent. */
export const QUANTILES_PERCENT = [1, 5, 10, 25, 50, 75, 90, 95, 99] as const;

/** Returns that a histogram is made of at least. */
const OBSERVATIONS_MIN = 2;
/** Returns that the test of normality takes at least: it is one for large samples. */
const NORMALITY_OBSERVATIONS_MIN = 20;

/** How the returns of a sample are distributed, per period. */
export interface Distribution {
  readonly observations: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly least: number;
  readonly greatest: number;
  /** Type 7, in the order of {@link QUANTILES_PERCENT}. */
  readonly quantiles: readonly number[];
  readonly histogram: Histogram;
  readonly normality: JarqueBera | MissingReason;
}

/**
 * The distribution of a sample's returns.
 *
 * @param bins how many the histogram has; by the rule of Freedman and Diaconis unless given
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function distributionOf({ returns }: Sample, bins?: number): Distribution | MissingReason {
  const { values, moments } = returns;
  const n = values.length;
  if (n < OBSERVATIONS_MIN) return 'too-few-observations';
  const sorted = values.toSorted();
  return {
    observations: n,
    mean: moments.mean,
    standardDeviation: moments.isConstant ? 0 : moments.standardDeviation,
    least: sorted[0] as number,
    greatest: sorted[n - 1] as number,
    quantiles: QUANTILES_PERCENT.map((percent) => quantileOf(sorted, percent / 100)),
    histogram: histogramOf(sorted, bins ?? freedmanDiaconisBins(sorted)),
    normality: normalityOf(moments),
  };
}

function normalityOf(moments: Moments): Distribution['normality'] {
  if (moments.n < NORMALITY_OBSERVATIONS_MIN) return 'too-few-observations';
  if (moments.isConstant) return 'zero-variance';
  const { skewness, excessKurtosis } = shapeOf(moments);
  return jarqueBera(moments.n, skewness, excessKurtosis);
}

/** A histogram as a table: from, to, count, share, cumulative. */
export function histogramFrame({ edges, counts }: Histogram): ColumnTable {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let running = 0;
  const cumulative = Float64Array.from(counts, (count) => (running += count) / total);
  return table({
    from: edges.subarray(0, counts.length),
    to: edges.subarray(1),
    count: counts,
    share: Float64Array.from(counts, (count) => count / total),
    cumulative,
  });
}
