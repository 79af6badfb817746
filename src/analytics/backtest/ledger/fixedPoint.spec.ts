import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { Dec } from '../../../domain/decimals.js';
import { centsOf, flooredQuotient, roundedProduct, worthCents } from './fixedPoint.js';

const runs = { seed, numRuns: 5000 };
const whole = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.maxSafeNat());
/** Prices of two to six places, where products that end in half a cent abound, and any others. */
const price = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }).map((cents) => cents / 1000),
  fc.integer({ min: 1, max: 1e9 }).map((micros) => micros / 1e6),
  fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
);
const divisor = fc.constantFrom(1, 2, 100, 1e4, 2e4, 1e6);

describe(`whole numbers, seed ${seed}`, () => {
  it('are rounded half to even, exactly', () => {
    expect([5, 15, 25, 2.5e15].map((a) => roundedProduct(a, 0.1, 1))).toEqual([0, 2, 2, 2.5e14]);
    // 1.005 is below 1.005 in a double.
    expect(roundedProduct(1000, 1.005, 10)).toBe(100);
    expect(worthCents(1e8, 10.015)).toBe(1002);
    expect(worthCents(1e8, 10.025)).toBe(1002);
  });

  it('agree with decimals', () => {
    const agrees = (a: number, b: number, c: number): boolean =>
      roundedProduct(a, b, c) ===
      new Dec(a).times(b).div(c).toDecimalPlaces(0, Dec.ROUND_HALF_EVEN).toNumber();
    fc.assert(fc.property(whole, price, divisor, agrees), runs);
  });

  it('are floored as decimals are', () => {
    const agrees = (a: number, b: number, c: number): boolean =>
      flooredQuotient(a, b, c) === new Dec(a).times(b).div(c).floor().toNumber();
    fc.assert(fc.property(whole, divisor, price, agrees), runs);
    // A quotient that is whole, though the division is not.
    const divides = (n: number, b: number): boolean =>
      flooredQuotient(new Dec(n).times(b).toNumber(), 1, b) <= n;
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), price, divides), runs);
  });

  it('what is bought is never worth more than was to be spent', () => {
    const holds = (cents: number, at: number): boolean =>
      worthCents(flooredQuotient(cents, 1e6, at), at) <= cents;
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), price, holds), runs);
  });

  it('amounts become cents half to even', () => {
    expect(['1.005', '1.015', 9999999999.99].map(centsOf)).toEqual([100, 102, 999999999999]);
    expect(() => centsOf('1e15')).toThrow(expect.objectContaining({ code: 'AMOUNT_TOO_LARGE' }));
  });
});
