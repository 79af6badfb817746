import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs, seed } from '../../../../test/builders/propertyRuns.js';
import { inMemory } from '../../simd/memory.js';
import { FallChains, NO_FALL } from './fallChain.js';

/** Few prices, so that peaks are reached again to the cent, and long enough for four at a time. */
const prices = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values));

const told = (falls: FallChains, first: number, start: number) => {
  const all = [];
  for (let fall = first; fall !== NO_FALL; fall = falls.nextOf(fall)) {
    all.push({
      peak: falls.peakOf(fall) - start,
      end: falls.endOf(fall) - start,
      trough: falls.troughOf(fall) - start,
      depth: falls.depthOf(fall),
    });
  }
  const sums = { sum: falls.sumFrom(first), squareSum: falls.squareSumFrom(first) };
  const deepest = first === NO_FALL ? null : falls.peakOf(falls.deepestFrom(first)) - start;
  return { all, ...sums, longestDays: falls.longestDaysFrom(first), deepest };
};

/** One window by itself, a price at a time. */
function expected(values: Float64Array, dates: Int32Array) {
  const all = [];
  let [peak, low] = [0, 0];
  let [sum, squareSum, longestDays] = [0, 0, 0];
  for (let i = 1; i <= values.length; i += 1) {
    if (i === values.length || values[i]! >= values[peak]!) {
      if (low > peak) {
        const depth = (values[low]! - values[peak]!) / values[peak]!;
        all.push({ peak, end: i, trough: low, depth });
        const until = dates[Math.min(i, values.length - 1)]!;
        longestDays = Math.max(longestDays, until - dates[peak]!);
      }
      [peak, low] = [i, i];
    } else {
      if (values[i]! < values[low]!) low = i;
      sum += values[i]! / values[peak]! - 1;
      squareSum += (values[i]! / values[peak]! - 1) ** 2;
    }
  }
  const deepest = all.reduce<(typeof all)[number] | null>(
    (worst, fall) => (worst === null || fall.depth < worst.depth ? fall : worst),
    null,
  );
  return { all, sum, squareSum, longestDays, deepest: deepest?.peak ?? null };
}

describe(`chains of falls, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are those of each window by itself, and to the bit those of its chain alone', () => {
    const property = fc.property(prices, fc.array(fc.nat(59), { maxLength: 4 }), (values, nats) => {
      const dates = Int32Array.from(values, (_, i) => i + Math.floor(i / 5) * 2);
      const starts = [0, ...nats.map((nat) => nat % values.length)].sort((a, b) => a - b);
      inMemory(() => {
        const lengths = starts.map((start) => values.length - start);
        const falls = new FallChains(values, dates, lengths);
        let first = NO_FALL;
        for (const start of starts) {
          first = falls.firstFrom(start, first);
          const [own, days] = [values.subarray(start), dates.subarray(start)];
          const alone = new FallChains(own, days, [own.length]);
          const ours = told(falls, first, start);
          expect(ours).toEqual(told(alone, alone.firstFrom(0), 0));
          const naive = expected(own, days);
          expect(ours).toEqual({ ...naive, sum: ours.sum, squareSum: ours.squareSum });
          expect(ours.sum).toBeCloseTo(naive.sum, 12);
          expect(ours.squareSum).toBeCloseTo(naive.squareSum, 12);
        }
      });
    });
    fc.assert(property, runs);
  });

  it.each([NaN, 0, -1, Infinity])('refuse a price of %d', (price) => {
    for (const place of [0, 3, 7]) {
      const values = Float64Array.of(5, 6, 4, 5, 3, 7, 8, 7).fill(price, place, place + 1);
      const find = () =>
        inMemory(() => new FallChains(values, new Int32Array(8), [8]).firstFrom(0));
      expect(find).toThrow(/prices are positive numbers/);
    }
  });
});
