import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs, seed } from '../../../../test/builders/propertyRuns.js';
import { slidingPeak } from './slidingPeak.js';

function fallsOf(prices: readonly number[], lookback: number): Float64Array {
  const falls = new Float64Array(prices.length - 1).fill(NaN);
  slidingPeak(Float64Array.from(prices), lookback, falls);
  return falls;
}

/** From the highest price of each window by itself. */
function direct(prices: readonly number[], lookback: number): Float64Array {
  return Float64Array.from({ length: prices.length - 1 }, (_, last) => {
    if (last < lookback - 1) return NaN;
    const high = Math.max(...prices.slice(last + 1 - lookback, last + 2));
    return (prices[last + 1]! - high) / high;
  });
}

function farthest(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => {
    const other = b[i]!;
    const isSame = Object.is(value, other);
    return Math.max(most, isSame ? 0 : Math.abs(value - other));
  }, 0);
}

const steps: Readonly<Record<string, fc.Arbitrary<number>>> = {
  'of a few prices, many ties': fc.constantFrom(1, 2, 3),
  'of any prices': fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
};

describe(`the fall from the high of each window, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it.each(Object.keys(steps))('is that of the window by itself, %s', (name) => {
    const prices = fc.array(steps[name]!, { minLength: 3, maxLength: 80 });
    const property = fc.property(prices, fc.integer({ min: 2, max: 20 }), (column, size) => {
      const lookback = Math.min(size, column.length - 1);
      const falls = fallsOf(column, lookback);
      expect(farthest(falls, direct(column, lookback))).toBeLessThanOrEqual(4e-16);
      expect(falls.some((value) => Object.is(value, -0) || value > 0 || value < -1)).toBe(false);
    });
    fc.assert(property, runs);
  });

  it.each([
    ['rise', (i: number) => 100 + i],
    ['fall', (i: number) => 1000 - i],
    ['fall and rise', (i: number) => 100 + Math.abs(150 - i)],
    ['rise and fall', (i: number) => 300 - Math.abs(150 - i)],
    ['swing', (i: number) => 100 + 10 * Math.sin(i / 9) - i / 20],
  ])('is that of the window by itself where prices %s', (_, price) => {
    const prices = Array.from({ length: 300 }, (__, i) => price(i));
    expect(farthest(fallsOf(prices, 21), direct(prices, 21))).toBeLessThanOrEqual(4e-16);
  });

  it('refuses a price that is not a positive number, wherever it stands', () => {
    const prices = Array.from({ length: 40 }, (_, i) => 100 + 10 * Math.sin(i / 3));
    for (const bad of [NaN, Infinity, 0, -1, -Infinity]) {
      for (let i = 0; i < prices.length; i += 1) {
        expect(() => fallsOf(prices.with(i, bad), 6)).toThrow('prices are positive numbers');
      }
    }
  });
});
