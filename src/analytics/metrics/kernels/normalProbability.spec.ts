import { describe, expect, it } from '@jest/globals';
import { normalProbability } from './normalProbability.js';

/** Φ(x) by mpmath at 40 digits. */
const KNOWN: readonly [x: number, probability: number][] = [
  [-30, 4.906713927148187e-198],
  [-12.5, 3.732564298877713e-36],
  [-8, 6.220960574271784e-16],
  [-5, 2.866515718791939e-7],
  [-3.5, 0.00023262907903552504],
  [-3, 0.0013498980316300946],
  [-2.9, 0.0018658133003840384],
  [-1.96, 0.024997895148220435],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [-1e-9, 0.49999999960105773],
  [0.1, 0.539827837277029],
  [1.5, 0.9331927987311419],
  [2.999, 0.9986456634662729],
  [4, 0.9999683287581669],
];

describe('the normal distribution function', () => {
  it.each(KNOWN)('at %d is %d', (x, probability) => {
    expect(Math.abs(normalProbability(x) / probability - 1)).toBeLessThan(1e-13);
  });

  it('mirrors itself about 0', () => {
    for (let x = 0; x < 9; x += 0.01) {
      const sum = normalProbability(x) + normalProbability(-x);
      expect(Math.abs(sum - 1)).toBeLessThan(4e-16);
    }
  });

  it('never falls, not where its two forms meet either', () => {
    let before = 0;
    for (let x = -40; x < 10; x += 0.003) {
      const probability = normalProbability(x);
      expect(probability).toBeGreaterThanOrEqual(before);
      before = probability;
    }
    for (const edge of [-3, 3]) {
      const step = normalProbability(edge + 1e-15) - normalProbability(edge - 1e-15);
      expect(Math.abs(step)).toBeLessThan(1e-15);
    }
  });

  it('is 0 and 1 far out', () => {
    expect([normalProbability(-50), normalProbability(0), normalProbability(50)]).toEqual([
      0, 0.5, 1,
    ]);
  });
});
