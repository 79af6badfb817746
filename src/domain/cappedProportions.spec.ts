import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cappedProportions } from './cappedProportions.js';
import { seed } from '../../test/builders/propertyRuns.js';

const size = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e12, noNaN: true }));
const sizes = fc.array(size, { minLength: 1, maxLength: 40 });
const cap = fc.double({ min: 0.01, max: 1, noNaN: true });
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

describe('cappedProportions', () => {
  it('leaves proportions alone that no cap binds', () => {
    expect([...cappedProportions([1, 1, 2], 1)]).toEqual([0.25, 0.25, 0.5]);
  });

  it('gives the excess to the others in proportion, again where that lifts one above', () => {
    // 60 30 10 at 40 %: the first gives 20, of which 30 would get 15 and be at 45.
    expect([...cappedProportions([60, 30, 10], 0.4)]).toEqual([0.4, 0.4, expect.closeTo(0.2, 15)]);
  });

  it('leaves a rest where the cap has no solution', () => {
    expect([...cappedProportions([5, 0, 1], 0.25)]).toEqual([0.25, 0, 0.25]);
    expect([...cappedProportions([0, 0], 0.25)]).toEqual([0, 0]);
  });

  it(`holds the cap, sums to what it can, keeps ratios below the cap (seed ${seed})`, () => {
    fc.assert(
      fc.property(sizes, cap, (given, limit) => {
        const fractions = cappedProportions(given, limit);
        const positive = given.filter((size) => size > 0).length;
        expect(Math.max(...fractions)).toBeLessThanOrEqual(limit);
        expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(sum(fractions) - Math.min(1, positive * limit))).toBeLessThan(1e-12);
        const free = [...fractions.keys()].filter(
          (i) => fractions[i]! > 0 && fractions[i]! < limit,
        );
        const scales = free.map((i) => fractions[i]! / given[i]!);
        expect(Math.max(0, ...scales)).toBeLessThanOrEqual(Math.min(...scales) * (1 + 1e-9));
      }),
      { seed, numRuns: 500 },
    );
  });

  it(`does not depend on order or scale (seed ${seed})`, () => {
    fc.assert(
      fc.property(sizes, cap, (given, limit) => {
        const turned = cappedProportions(given.toReversed(), limit).toReversed();
        const scaled = cappedProportions(
          given.map((size) => size * 4),
          limit,
        );
        cappedProportions(given, limit).forEach((fraction, i) => {
          expect(turned[i]).toBeCloseTo(fraction, 12);
          expect(scaled[i]).toBeCloseTo(fraction, 12);
        });
      }),
      { seed, numRuns: 500 },
    );
  });
});
