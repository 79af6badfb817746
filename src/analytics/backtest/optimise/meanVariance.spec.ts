import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  STEPS,
  expectWeights,
  grid,
  problems,
  runs,
  varianceOf,
} from '../../../../test/builders/weighting.js';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { covarianceOf } from './covariance.js';
import { maximumSharpe, minimumVariance } from './meanVariance.js';
import { dot, squareMatrix, type SquareMatrix } from './squareMatrix.js';

describe('minimumVariance', () => {
  it(`is not beaten by any point of a grid, 2 to 4 assets (seed ${seed})`, () => {
    fc.assert(
      fc.property(problems(2, 4), ([matrix, , weightMax]) => {
        const { weights, hasConverged } = minimumVariance(matrix, weightMax);
        expectWeights(weights, weightMax);
        expect(hasConverged).toBe(true);
        const found = varianceOf(matrix, weights);
        let best = Infinity;
        for (const point of grid(matrix.size, STEPS[matrix.size]!, weightMax)) {
          best = Math.min(best, varianceOf(matrix, point));
        }
        expect(found).toBeLessThanOrEqual(best * (1 + 1e-8));
      }),
      runs(60),
    );
  });

  it(`meets the conditions of an optimum, 20 to 50 assets (seed ${seed})`, () => {
    fc.assert(
      fc.property(problems(20, 50), ([matrix, , weightMax]) => {
        const { weights, residual, hasConverged, iterations } = minimumVariance(matrix, weightMax);
        expectWeights(weights, weightMax);
        expect({ hasConverged, residual, iterations }).toMatchObject({ hasConverged: true });
      }),
      runs(60),
    );
  });

  it('has the closed form of two assets', () => {
    const matrix = squareMatrix(2, (i, j) => [0.04, 0.01, 0.01, 0.09][2 * i + j]!);
    // (b − c) / (a + b − 2c) = 0.08 / 0.11
    expect(minimumVariance(matrix, 1).weights[0]).toBeCloseTo(8 / 11, 7);
    expect([...minimumVariance(matrix, 0.6).weights]).toEqual([0.6, expect.closeTo(0.4, 15)]);
  });

  it('holds singular, identical, constant and single assets', () => {
    const same = squareMatrix(3, () => 0.04);
    minimumVariance(same, 1).weights.forEach((weight) => expect(weight).toBeCloseTo(1 / 3, 6));
    const still = squareMatrix(2, (i, j) => (i === 0 && j === 0 ? 0.04 : 0));
    expect(minimumVariance(still, 1).weights[1]).toBeCloseTo(1, 8);
    const none = squareMatrix(4, () => 0);
    minimumVariance(none, 1).weights.forEach((weight) => expect(weight).toBeCloseTo(0.25, 9));
    expect([
      ...minimumVariance(
        squareMatrix(1, () => 0.04),
        1,
      ).weights,
    ]).toEqual([1]);
    expect([...minimumVariance(same, 1 / 3).weights].map((w) => w.toFixed(12))).toEqual(
      Array(3).fill((1 / 3).toFixed(12)),
    );
  });

  it('refuses a limit that leaves no solution, and says which would do', () => {
    expect(() =>
      minimumVariance(
        squareMatrix(3, () => 1),
        0.3,
      ),
    ).toThrow(/raise weightMax to 0.333/);
  });

  it('does without more returns than assets', () => {
    const columns = Array.from({ length: 40 }, (_, i) =>
      Float64Array.from({ length: 12 }, (__, t) => Math.sin(i * 7.3 + t * t) / 100),
    );
    expect(minimumVariance(covarianceOf(columns), 0.2).hasConverged).toBe(true);
  });
});

describe('maximumSharpe', () => {
  const ratio = (matrix: SquareMatrix, means: Float64Array, weights: Float64Array): number =>
    dot(weights, means) / Math.sqrt(varianceOf(matrix, weights));

  it(`is not beaten by any point of a grid, 2 to 4 assets (seed ${seed})`, () => {
    fc.assert(
      fc.property(problems(2, 4), ([matrix, means, weightMax]) => {
        const optimum = maximumSharpe(matrix, means, weightMax);
        let best = -Infinity;
        for (const point of grid(matrix.size, STEPS[matrix.size]!, weightMax)) {
          best = Math.max(best, ratio(matrix, means, point));
        }
        if (optimum === null) {
          expect(best).toBeLessThanOrEqual(0);
          return;
        }
        expectWeights(optimum.weights, weightMax);
        expect(ratio(matrix, means, optimum.weights)).toBeGreaterThanOrEqual(best * (1 - 1e-8));
      }),
      runs(60),
    );
  });

  it(`meets the conditions of an optimum, 20 to 50 assets (seed ${seed})`, () => {
    fc.assert(
      fc.property(problems(20, 50), ([matrix, means, weightMax]) => {
        const optimum = maximumSharpe(matrix, means, weightMax);
        if (optimum === null) return;
        expectWeights(optimum.weights, weightMax);
        const { residual, hasConverged, iterations } = optimum;
        expect({ hasConverged, residual, iterations }).toMatchObject({ hasConverged: true });
      }),
      runs(40),
    );
  });

  it('is proportional to Σ⁻¹m where nothing binds', () => {
    const matrix = squareMatrix(2, (i, j) => [0.04, 0.01, 0.01, 0.09][2 * i + j]!);
    // Σ⁻¹m of m = (0.05, 0.08) is (0.0037, 0.0027) / det
    const { weights } = maximumSharpe(matrix, Float64Array.of(0.05, 0.08), 1)!;
    expect(weights[0]).toBeCloseTo(37 / 64, 7);
  });

  it('has none where nothing has a mean above 0', () => {
    const matrix = squareMatrix(2, (i, j) => (i === j ? 0.04 : 0));
    expect(maximumSharpe(matrix, Float64Array.of(-0.01, 0), 1)).toBeNull();
    expect([...maximumSharpe(matrix, Float64Array.of(-0.01, 0.01), 1)!.weights]).toEqual([0, 1]);
  });

  it('holds identical, hedged and single assets', () => {
    const same = maximumSharpe(
      squareMatrix(3, () => 0.04),
      new Float64Array(3).fill(0.01),
      1,
    )!;
    same.weights.forEach((weight) => expect(weight).toBeCloseTo(1 / 3, 6));
    const hedged = squareMatrix(2, (i, j) => (i === j ? 0.04 : -0.04));
    const { weights } = maximumSharpe(hedged, Float64Array.of(0.02, 0.01), 1)!;
    expect(weights[0]).toBeCloseTo(0.5, 6);
    expect([
      ...maximumSharpe(
        squareMatrix(1, () => 0.04),
        Float64Array.of(1),
        1,
      )!.weights,
    ]).toEqual([1]);
  });
});
