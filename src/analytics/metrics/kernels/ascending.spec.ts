import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shapes } from '../../../../test/builders/oracle.js';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { ascending } from './ascending.js';

/** 0 and −0 are in no order. */
const withoutMinusZero = (values: Float64Array): Float64Array => values.map((value) => value + 0);

describe(`ascending order, seed ${seed}`, () => {
  it.each(shapes())('is that of a sort: $name', ({ returns }) => {
    expect(withoutMinusZero(ascending(returns))).toEqual(withoutMinusZero(returns).toSorted());
  });

  it('is that of a sort for any values, however they lie', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(0, 1, 1, 1e300, -1e300, Infinity, -Infinity),
    );
    const agrees = (values: readonly number[]): void => {
      const given = withoutMinusZero(Float64Array.from(values));
      expect(ascending(given)).toEqual(given.toSorted());
      expect(given).toEqual(withoutMinusZero(Float64Array.from(values)));
    };
    fc.assert(fc.property(fc.array(value, { maxLength: 200 }), agrees), { seed, numRuns: 1000 });
  });

  it('is that of a sort where all values but one lie in one bucket', () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i) * 1e-9);
    values[17] = 1000;
    expect(ascending(values)).toEqual(values.toSorted());
  });
});
