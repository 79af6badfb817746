import { assert } from '../../../domain/errors.js';
import { covarianceMatrix } from '../../metrics/kernels/covarianceMatrix.js';
import { entryOf, squareMatrix, type SquareMatrix } from './squareMatrix.js';

/** What a covariance matrix is drawn toward. */
export const SHRINKAGE_TARGETS = ['constant-correlation', 'diagonal'] as const;
export type ShrinkageTarget = (typeof SHRINKAGE_TARGETS)[number];

/** Returns that a covariance takes at least. */
export const COVARIANCE_RETURNS_MIN = 3;

/**
 * Sample covariances (divided by n − 1) of aligned returns, per period.
 *
 * @param columns one per asset, each of the same 3 returns or more
 */
export function covarianceOf(columns: readonly Float64Array[]): SquareMatrix {
  const entries = covarianceMatrix(columns, 1);
  return squareMatrix(columns.length, (i, j) => {
    const entry = entries[i]?.[j];
    assert(typeof entry === 'number', 'a covariance has three returns or more');
    return entry;
  });
}

/**
 * A covariance matrix drawn toward a simpler one: (1 − intensity) · sample + intensity · target.
 * Variances stay; the target's correlations are their mean over all pairs, or 0 (diagonal).
 * Source: Ledoit and Wolf, Journal of Portfolio Management 30 (2004), 110-119, with the intensity
 * given instead of estimated.
 *
 * @param intensity from 0, the sample itself, to 1, the target itself
 */
export function shrunk(
  sample: SquareMatrix,
  { intensity, target }: { readonly intensity: number; readonly target: ShrinkageTarget },
): SquareMatrix {
  if (intensity === 0) return sample;
  const deviations = Float64Array.from({ length: sample.size }, (_, i) =>
    Math.sqrt(entryOf(sample, i, i)),
  );
  const scale = (i: number, j: number): number =>
    (deviations[i] as number) * (deviations[j] as number);
  const correlation = target === 'diagonal' ? 0 : meanCorrelation(sample, scale);
  return squareMatrix(sample.size, (i, j) => {
    const entry = entryOf(sample, i, j);
    if (i === j) return entry;
    return (1 - intensity) * entry + intensity * correlation * scale(i, j);
  });
}

/** Over the pairs of which both vary; 0 where there is none. */
function meanCorrelation(sample: SquareMatrix, scale: (i: number, j: number) => number): number {
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < sample.size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (scale(i, j) === 0) continue;
      sum += entryOf(sample, i, j) / scale(i, j);
      pairs += 1;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}
