import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  STEPS,
  covariances,
  expectWeights,
  grid,
  runs,
  varianceOf,
} from '../../../../test/builders/weighting.js';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { covarianceOf } from './covariance.js';
import { equalRiskContribution } from './equalRiskContribution.js';
import { squareMatrix, times, type SquareMatrix } from './squareMatrix.js';

describe('equalRiskContribution', () => {
  it(`gives every asset the same share, 2 to 50 assets (seed ${seed})`, () => {
    fc.assert(
      fc.property(covariances(2, 50), (matrix) => {
        const { weights, hasConverged, residual, iterations } = equalRiskContribution(matrix);
        expectWeights(weights, 1);
        expect({ hasConverged, residual, iterations }).toMatchObject({ hasConverged: true });
        const slopes = times(matrix, weights);
        const variance = varianceOf(matrix, weights);
        weights.forEach((weight, i) =>
          expect((weight * slopes[i]!) / variance).toBeCloseTo(1 / matrix.size, 8),
        );
      }),
      runs(60),
    );
  });

  it(`is nearest to equal shares on a grid, 2 to 4 assets (seed ${seed})`, () => {
    const spread = (matrix: SquareMatrix, weights: Float64Array): number => {
      const slopes = times(matrix, weights);
      const variance = varianceOf(matrix, weights);
      const misses = [...weights].map((w, i) => (w * slopes[i]!) / variance - 1 / matrix.size);
      return Math.max(...misses.map(Math.abs));
    };
    fc.assert(
      fc.property(covariances(2, 4), (matrix) => {
        const { weights } = equalRiskContribution(matrix);
        let [nearest, best] = [new Float64Array(), Infinity];
        const steps = STEPS[matrix.size]!;
        for (const point of grid(matrix.size, steps, 1)) {
          const miss = spread(matrix, point);
          if (miss < best) [nearest, best] = [Float64Array.from(point), miss];
        }
        expect(spread(matrix, weights)).toBeLessThanOrEqual(best);
        expect(nearest).toHaveLength(matrix.size);
      }),
      runs(30),
    );
  });

  it('is the inverse of deviations where correlations are equal', () => {
    const deviations = [0.1, 0.2, 0.4];
    const matrix = squareMatrix(3, (i, j) => deviations[i]! * deviations[j]! * (i === j ? 1 : 0.3));
    const { weights } = equalRiskContribution(matrix);
    [4 / 7, 2 / 7, 1 / 7].forEach((expected, i) => expect(weights[i]).toBeCloseTo(expected, 9));
  });

  it('holds mixes without risk, and fewer returns than assets', () => {
    const columns = Array.from({ length: 60 }, (_, i) =>
      Float64Array.from({ length: 12 }, (__, t) => Math.sin(i * 7.3 + t * t) / (100 + i)),
    );
    const { weights, hasConverged, residual } = equalRiskContribution(covarianceOf(columns));
    expect({ hasConverged, residual }).toMatchObject({ hasConverged: true });
    expectWeights(weights, 1);
    // Two factors, loadings of both signs, nothing of an asset's own.
    const factors = columns.map((_, i) =>
      Float64Array.from(
        { length: 12 },
        (__, t) => Math.sin(i) * Math.sin(t * t) + Math.cos(i * i) * Math.cos(t + 2),
      ),
    );
    expect(equalRiskContribution(covarianceOf(factors)).hasConverged).toBe(true);
    const uneven = squareMatrix(3, (i, j) => [4, -6, 0, -6, 9, 0, 0, 0, 1][3 * i + j]!);
    const hedged = equalRiskContribution(uneven);
    expectWeights(hedged.weights, 1);
    expect(hedged.hasConverged).toBe(true);
  });

  it('holds identical, hedged and single assets', () => {
    equalRiskContribution(squareMatrix(3, () => 0.04)).weights.forEach((weight) =>
      expect(weight).toBeCloseTo(1 / 3, 12),
    );
    const hedged = squareMatrix(2, (i, j) => (i === j ? 0.04 : -0.04));
    expect(equalRiskContribution(hedged).weights[0]).toBeCloseTo(0.5, 9);
    expect([...equalRiskContribution(squareMatrix(1, () => 9)).weights]).toEqual([1]);
  });
});
