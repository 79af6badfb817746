import { expect } from '@jest/globals';
import fc from 'fast-check';
import { seed } from './propertyRuns.js';
import {
  dot,
  squareMatrix,
  times,
  type SquareMatrix,
} from '../../src/analytics/backtest/optimise/squareMatrix.js';

export const runs = (numRuns: number) => ({ seed, numRuns });
export const total = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
export const varianceOf = (matrix: SquareMatrix, weights: Float64Array): number =>
  dot(weights, times(matrix, weights));

/** A random covariance matrix: of `factors` random loadings and a part that each asset has alone. */
export const covariances = (sizeMin: number, sizeMax: number) =>
  fc
    .integer({ min: sizeMin, max: sizeMax })
    .chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.array(
          fc.integer({ min: -200, max: 200 }).map((loading) => loading / 1e4),
          {
            minLength: 3 * size,
            maxLength: 3 * size,
          },
        ),
        fc.array(
          fc.integer({ min: 1, max: 400 }).map((variance) => variance / 1e6),
          {
            minLength: size,
            maxLength: size,
          },
        ),
      ),
    )
    .map(([size, loadings, own]) =>
      squareMatrix(size, (i, j) => {
        const common = [0, 1, 2].map((k) => loadings[3 * i + k]! * loadings[3 * j + k]!);
        return total(common) + (i === j ? own[i]! : 0);
      }),
    );
const meansOf = (size: number) =>
  fc
    .array(
      fc.integer({ min: -1000, max: 1000 }).map((mean) => mean / 1e6),
      { minLength: size, maxLength: size },
    )
    .map((means) => Float64Array.from(means));
/** A covariance matrix, means, and a limit that leaves a solution. */
export const problems = (sizeMin: number, sizeMax: number) =>
  covariances(sizeMin, sizeMax).chain((matrix) =>
    fc.tuple(
      fc.constant(matrix),
      meansOf(matrix.size),
      fc.double({ min: 1 / matrix.size, max: 1, noNaN: true }),
    ),
  );

/** Every weight vector on a grid that sums to 1 and keeps the limit. */
export function* grid(size: number, steps: number, weightMax: number): Generator<Float64Array> {
  const most = Math.floor(weightMax * steps + 1e-9);
  const parts = new Float64Array(size);
  function* place(asset: number, rest: number): Generator<Float64Array> {
    if (asset === size - 1) {
      if (rest > most) return;
      parts[asset] = rest / steps;
      yield parts;
      return;
    }
    for (let part = 0; part <= Math.min(rest, most); part += 1) {
      parts[asset] = part / steps;
      yield* place(asset + 1, rest - part);
    }
  }
  yield* place(0, steps);
}
/** Of a grid by the number of assets: about a thousand points and more. */
export const STEPS = [0, 1, 1000, 60, 24] as const;

/** Weights none negative, none above the limit, in sum 1. */
export function expectWeights(weights: Float64Array, weightMax: number): void {
  expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...weights)).toBeLessThanOrEqual(weightMax + 1e-12);
  expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-12);
}
