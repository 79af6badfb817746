import { describe, expect, it } from '@jest/globals';
import { momentsOf, sampleCovariance } from '../../metrics/kernels/moments.js';
import { covarianceOf, shrunk } from './covariance.js';

describe('covarianceOf', () => {
  it('is the metrics’ covariance to the bit, of any number of columns and returns', () => {
    for (const [size, length] of [
      [1, 3],
      [2, 8],
      [3, 7],
      [6, 21],
      [7, 64],
    ] as const) {
      const columns = Array.from({ length: size }, (_, i) =>
        Float64Array.from({ length }, (__, t) => Math.sin(3 * i + t * t) / (20 + i)),
      );
      const known = columns.map((values) => ({ ...momentsOf(values), values }));
      const expected = known.flatMap((a) => known.map((b) => sampleCovariance(a, b)));
      expect([...covarianceOf(columns).values]).toEqual(expected);
    }
  });

  it('is 0 beside what never moves, and refuses what does not fit', () => {
    const columns = [Float64Array.of(0.01, -0.02, 0.03), Float64Array.of(0.1, 0.1, 0.1)];
    expect([...covarianceOf(columns).values].slice(1)).toEqual([0, 0, 0]);
    expect(() => covarianceOf([Float64Array.of(0.1, 0.2)])).toThrow(/three returns/);
    expect(() => covarianceOf([columns[0]!, new Float64Array(4)])).toThrow(/aligned/);
    expect(() => covarianceOf([Float64Array.of(0.1, NaN, 0.2)])).toThrow(/finite/);
  });
});

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
