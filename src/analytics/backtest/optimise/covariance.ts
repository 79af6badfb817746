import { assert } from '../../../domain/errors.js';
import { covarianceOfProduct, momentsOf, type Moments } from '../../metrics/kernels/moments.js';
import { productsOfPairs } from './productsOfPairs.js';
import { entryOf, squareMatrix, type SquareMatrix } from './squareMatrix.js';

/** What a covariance matrix is drawn toward. */
export const SHRINKAGE_TARGETS = ['constant-correlation', 'diagonal'] as const;
export type ShrinkageTarget = (typeof SHRINKAGE_TARGETS)[number];

/** Returns that a covariance takes at least. */
export const COVARIANCE_RETURNS_MIN = 3;

/**
 * Sample covariances (divided by n − 1) of aligned returns, per period. Symmetric to the bit, and 0
 * where a column is constant.
 *
 * @param columns one per asset, each of the same 3 returns or more
 * @param moments of the columns, where they are known
 * @throws HighwaterError INTERNAL_ASSERTION when there are fewer returns, or one is not finite
 */
export function covarianceOf(
  columns: readonly Float64Array[],
  moments: readonly Moments[] = columns.map(momentsOf),
): SquareMatrix {
  const n = columns[0]?.length ?? 0;
  assert(n >= COVARIANCE_RETURNS_MIN, 'a covariance has three returns or more');
  const products = productsOfPairs(pairedDeviations(columns, moments, n), columns.length);
  const { size, values } = products;
  for (let i = 0; i < size; i += 1) {
    const a = moments[i] as Moments;
    for (let j = i; j < size; j += 1) {
      const b = moments[j] as Moments;
      const product = values[i * size + j] as number;
      const isStill = a.isConstant || b.isConstant;
      const covariance = isStill
        ? 0
        : covarianceOfProduct(product, a.deviationSum, b.deviationSum, n);
      values[i * size + j] = covariance;
      values[j * size + i] = covariance;
    }
  }
  return products;
}

/** The columns' deviations from their centres, two by two and by turns. */
function pairedDeviations(
  columns: readonly Float64Array[],
  moments: readonly Moments[],
  n: number,
): Float64Array[] {
  const pairs: Float64Array[] = [];
  const count = Math.ceil(columns.length / 2);
  const memory = new Float64Array(count * 2 * n);
  for (let k = 0; k < columns.length; k += 2) {
    const beside = Math.min(k + 1, columns.length - 1);
    const [a, b] = [columns[k] as Float64Array, columns[beside] as Float64Array];
    assert(a.length === n && b.length === n, 'columns are aligned');
    const centreA = (moments[k] as Moments).centre;
    const centreB = (moments[beside] as Moments).centre;
    const deviations = memory.subarray(k * n, (k + 2) * n);
    for (let i = 0, place = 0; i < n; i += 1, place += 2) {
      deviations[place] = (a[i] as number) - centreA;
      deviations[place + 1] = (b[i] as number) - centreB;
    }
    pairs.push(deviations);
  }
  return pairs;
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
