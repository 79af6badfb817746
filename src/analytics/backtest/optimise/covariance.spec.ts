import { describe, expect, it } from '@jest/globals';
import { covarianceOf, shrunk } from './covariance.js';

describe('shrunk', () => {
  const columns = [
    Float64Array.of(0.01, -0.02, 0.03, 0.01),
    Float64Array.of(0.02, -0.01, 0.01, -0.03),
    Float64Array.of(-0.01, 0.02, 0.02, 0.01),
  ];
  const sample = covarianceOf(columns);

  it('keeps variances, and ends at the target', () => {
    for (const target of ['constant-correlation', 'diagonal'] as const) {
      const full = shrunk(sample, { intensity: 1, target });
      const half = shrunk(sample, { intensity: 0.5, target });
      [0, 4, 8].forEach((i) => expect(full.values[i]).toBe(sample.values[i]));
      half.values.forEach((value, i) =>
        expect(value).toBeCloseTo((sample.values[i]! + full.values[i]!) / 2, 15),
      );
    }
    expect(shrunk(sample, { intensity: 1, target: 'diagonal' }).values[1]).toBe(0);
    const { values } = shrunk(sample, { intensity: 1, target: 'constant-correlation' });
    const correlation = (i: number, j: number): number =>
      values[3 * i + j]! / Math.sqrt(values[4 * i]! * values[4 * j]!);
    expect(correlation(0, 1)).toBeCloseTo(correlation(1, 2), 12);
  });
});
