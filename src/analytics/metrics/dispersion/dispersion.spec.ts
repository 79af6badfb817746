import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { normal, uniform } from '../../../../test/builders/shapes.js';
import { evaluate } from '../evaluate.js';
import type { MetricId } from '../registry.js';

function valueOf(returns: ArrayLike<number>, id: MetricId): number | string | null {
  const { value, reason } = evaluate(buildSample({ returns }), [id])[id];
  return value ?? reason;
}

/** Normal returns, each with a part of the one before. */
function persistent(n: number, part: number): number[] {
  const next = uniform(31);
  let before = 0;
  return Array.from({ length: n }, () => (before = part * before + 0.01 * normal(next)));
}

describe('dispersion', () => {
  // Mean 0.02; deviations −0.04, 0.02, −0.01, 0.03.
  const returns = [-0.02, 0.04, 0.01, 0.05];

  it('is what one works out by hand', () => {
    expect(valueOf(returns, 'semiDeviation')).toBeCloseTo(Math.sqrt((0.0017 / 4) * 252), 14);
    expect(valueOf(returns, 'meanAbsoluteDeviation')).toBeCloseTo(0.025, 15);
    // Pairs: 0.06, 0.03, 0.07, 0.03, 0.01, 0.04.
    expect(valueOf(returns, 'giniMeanDifference')).toBeCloseTo(0.04, 15);
    expect(valueOf(returns, 'downsideFrequency')).toBe(0.25);
    expect(valueOf(returns, 'upsideFrequency')).toBe(0.75);
    expect(valueOf(returns, 'downsidePotential')).toBe(0.005);
  });

  it('counts a return of 0 on neither side', () => {
    expect(valueOf([0, 0, 0.1, -0.1], 'upsideFrequency')).toBe(0.25);
    expect(valueOf([0, 0, 0.1, -0.1], 'downsideFrequency')).toBe(0.25);
  });

  it('is 0 where returns differ by no more than rounding', () => {
    const constant = [0.1 + 0.2, 0.3, 0.3];
    for (const id of ['semiDeviation', 'meanAbsoluteDeviation', 'giniMeanDifference'] as const) {
      expect([id, valueOf(constant, id)]).toEqual([id, 0]);
    }
  });
});

describe('memory of returns', () => {
  it('by hand: returns that turn back each time', () => {
    const swings = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 0.01 : -0.01));
    expect(valueOf(swings, 'autocorrelation')).toBeCloseTo(-0.9, 14);
  });

  it('is found in returns that keep a part of the one before', () => {
    expect(Number(valueOf(persistent(5000, 0.4), 'autocorrelation'))).toBeCloseTo(0.4, 1);
    expect(Number(valueOf(persistent(5000, 0), 'autocorrelation'))).toBeCloseTo(0, 1);
  });

  it('comes to a Hurst exponent of a half for none, above and below for some', () => {
    const independent = Number(valueOf(persistent(8192, 0), 'hurstExponent'));
    expect(Math.abs(independent - 0.5)).toBeLessThan(0.05);
    expect(Number(valueOf(persistent(2000, 0.99), 'hurstExponent'))).toBeGreaterThan(0.8);
    const differences = persistent(4097, 0).map((value, i, all) => value - (all[i - 1] ?? 0));
    expect(Number(valueOf(differences, 'hurstExponent'))).toBeLessThan(0.2);
  });

  it('comes to smoothing weights: a third each, and none', () => {
    const plain = persistent(5000, 0);
    const smoothed = plain.slice(2).map((value, i) => (value + plain[i + 1]! + plain[i]!) / 3);
    expect(Number(valueOf(smoothed, 'smoothingIndex'))).toBeCloseTo(1 / 3, 2);
    expect(Number(valueOf(plain, 'smoothingIndex'))).toBeGreaterThan(0.9);
    // Weights 0.7, 0.2, 0.1 come to 0.54.
    const slightly = plain
      .slice(2)
      .map((value, i) => 0.7 * value + 0.2 * plain[i + 1]! + 0.1 * plain[i]!);
    expect(Number(valueOf(slightly, 'smoothingIndex'))).toBeCloseTo(0.54, 1);
  });

  it('is missing where nothing varies', () => {
    const constant = new Float64Array(200).fill(0.001);
    for (const id of ['autocorrelation', 'hurstExponent', 'smoothingIndex'] as const) {
      expect([id, valueOf(constant, id)]).toEqual([id, 'zero-variance']);
    }
  });
});
