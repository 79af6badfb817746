import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { rootBetween } from './brent.js';
import { moneyWeightedReturn } from './moneyWeightedReturn.js';

describe('the money-weighted return', () => {
  it('of one payment over a year is its growth', () => {
    const flows = [
      { day: 0, amount: -100 },
      { day: 365, amount: 110 },
    ];
    expect(moneyWeightedReturn(flows)).toBeCloseTo(0.1, 14);
    expect(moneyWeightedReturn(flows.toReversed())).toBeCloseTo(0.1, 14);
  });

  it('of two payments solves a quadratic', () => {
    // 100 x² + 100 x − 231 = 0 for x = 1.1.
    const flows = [
      { day: 0, amount: -100 },
      { day: 365, amount: -100 },
      { day: 730, amount: 231 },
    ];
    expect(moneyWeightedReturn(flows)).toBeCloseTo(0.1, 14);
  });

  it("agrees with the example in the documentation of a spreadsheet's XIRR", () => {
    const flows = [
      [13879, -10000],
      [13939, 2750],
      [14182, 4250],
      [14290, 3250],
      [14335, 2750],
    ].map(([day, amount]) => ({ day: day!, amount: amount! }));
    expect(moneyWeightedReturn(flows)).toBeCloseTo(0.373362535, 8);
  });

  it('is found for losses of nearly all and gains of many times', () => {
    const over = (amount: number, day: number) =>
      moneyWeightedReturn([
        { day: 0, amount: -1 },
        { day, amount },
      ]);
    expect(over(1e-6, 365)).toBeCloseTo(1e-6 - 1, 12);
    expect(over(1e6, 365)).toBeCloseTo(1e6 - 1, 3);
    expect(over(1, 365)).toBe(0);
  });

  it('is missing where there is none', () => {
    expect(moneyWeightedReturn([])).toBe('no-time');
    expect(
      moneyWeightedReturn([
        { day: 1, amount: -1 },
        { day: 1, amount: 2 },
      ]),
    ).toBe('no-time');
    expect(
      moneyWeightedReturn([
        { day: 1, amount: -1 },
        { day: 9, amount: -2 },
      ]),
    ).toBe('flows-of-one-sign');
    // 1 − 2x + 2x² has no real root.
    const never = [1, -2, 2].map((amount, year) => ({ day: 365 * year, amount }));
    expect(moneyWeightedReturn(never)).toBe('no-convergence');
  });

  it(`brings a plan of payments back, seed ${seed}`, () => {
    const payment = fc.record({
      day: fc.integer({ min: 1, max: 7000 }),
      amount: fc.double({ min: 1, max: 1000, noNaN: true }),
    });
    const rate = fc.double({ min: -0.5, max: 2, noNaN: true });
    const holds = (payments: { day: number; amount: number }[], r: number): boolean => {
      const end = 7300;
      const grown = payments.map(({ day, amount }) => amount * (1 + r) ** ((end - day) / 365));
      const final = grown.reduce((sum, value) => sum + value, 0);
      const flows = payments.map(({ day, amount }) => ({ day, amount: -amount }));
      const found = moneyWeightedReturn([...flows, { day: end, amount: final }]);
      return typeof found === 'number' && Math.abs(found - r) < 1e-9;
    };
    const payments = fc.array(payment, { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(payments, rate, holds), { seed, numRuns: 1000 });
  });
});

describe("Brent's method", () => {
  it('finds roots of curves that are flat, steep or kinked', () => {
    expect(rootBetween((x) => x ** 9, -1, 4, 1e-12)).toBeCloseTo(0, 1);
    expect(rootBetween((x) => Math.exp(x) - 2, -50, 50, 1e-15)).toBeCloseTo(Math.LN2, 14);
    expect(rootBetween((x) => Math.cbrt(x - 0.3), -1, 9, 1e-15)).toBeCloseTo(0.3, 13);
    expect(rootBetween((x) => (x < 0.7 ? -1 : 1), 0, 1, 1e-12)).toBeCloseTo(0.7, 11);
  });

  it('needs few steps where the curve is smooth', () => {
    let calls = 0;
    const root = rootBetween((x) => (calls += 1) * 0 + x ** 3 - 2, 0, 2, 1e-15);
    expect(root).toBeCloseTo(Math.cbrt(2), 14);
    expect(calls).toBeLessThan(15);
  });

  it('has none where the signs do not differ', () => {
    expect(rootBetween((x) => x * x + 1, -1, 1, 1e-12)).toBeNull();
    expect(rootBetween(() => NaN, -1, 1, 1e-12)).toBeNull();
  });
});
