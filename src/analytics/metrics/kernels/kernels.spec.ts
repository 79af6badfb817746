import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { ReturnColumn, type Sample } from '../sample.js';
import { drawdownEpisodes, drawdowns } from './drawdown.js';
import { drawdownSummary, type Drawdown } from './drawdownSummary.js';
import { lowerTail } from './lowerTail.js';
import { covariation, momentsOf } from './moments.js';
import { selectSmallest } from './selection.js';
import { shortfall } from './shortfall.js';
import { columnSums, endingProducts, endingSums, plainSum, productSums } from './sums.js';
import { endingThresholds, thresholdSums } from './thresholds.js';

function pathOf(...prices: number[]): Sample {
  return buildSample({
    returns: new Float64Array(prices.length - 1),
    prices: Float64Array.from(prices),
  });
}

function drawdownOf(...prices: number[]): Drawdown {
  const { depth, peakIndex, troughIndex } = drawdownSummary(pathOf(...prices));
  return { depth, peakIndex, troughIndex };
}

describe('sums of two columns', () => {
  it.each([0, 1, 2, 3, 4, 5])('of %d values are those of a loop', (n) => {
    const values = Float64Array.from({ length: n }, (_, i) => i + 1);
    expect(plainSum(values)).toBe((n * (n + 1)) / 2);
    const { second, positives, largest } = columnSums(values, 2);
    expect(second).toBe(values.reduce((sum, x) => sum + (x - 2) ** 2, 0));
    expect([positives, largest]).toEqual([n, n === 0 ? -Infinity : n]);
  });

  it.each([4, 5])('of %d values are a column’s own where both are the same', (n) => {
    const values = Float64Array.from({ length: n }, (_, i) => Math.sin(i * 7) / 50);
    const { product, squaredDifference } = productSums(values, 0.001, values.slice(), 0.001);
    expect(product).toBe(columnSums(values, 0.001).second);
    expect(squaredDifference).toBe(0);
  });
});

describe('sums of endings', () => {
  const n = 57;
  const a = Float64Array.from({ length: n }, (_, i) => Math.sin(i * 7) / 50);
  const b = Float64Array.from({ length: n }, (_, i) => Math.cos(i * i) / 40);
  const lengths = [0, 1, 2, 5, 8, 8, 56, 57];

  it('are to the bit those of each ending alone', () => {
    const sums = endingSums(a, lengths);
    const products = endingProducts(a, b, lengths);
    const around = endingThresholds(a, lengths, 0.001);
    for (const [place, length] of lengths.entries()) {
      const [ours, theirs] = [a.slice(n - length), b.slice(n - length)];
      expect(sums[place]).toEqual(columnSums(ours));
      expect(products[place]).toEqual(productSums(ours, 0, theirs, 0));
      expect(around[place]).toEqual(thresholdSums(ours, 0.001));
    }
  });

  it('add up to what loops do', () => {
    const [{ above, below, squaresBelow }] = [thresholdSums(a, 0.001)];
    const apart = Array.from(a, (x) => x - 0.001);
    const total = (values: number[]) => values.reduce((sum, x) => sum + x, 0);
    expect(above).toBeCloseTo(total(apart.map((x) => Math.max(0, x))), 14);
    expect(below).toBeCloseTo(total(apart.map((x) => Math.max(0, -x))), 14);
    expect(squaresBelow).toBeCloseTo(total(apart.map((x) => Math.min(0, x) ** 2)), 14);
  });
});

describe('covariation', () => {
  it('keeps the digits of a difference that varies far less than it is large', () => {
    const b = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i * 7) / 64);
    const step = 2 ** -36;
    const a = b.map((x, i) => x + 0.5 + (i % 2 === 0 ? step : -step));
    const centred = (values: Float64Array) => {
      const { centre, deviationSum } = momentsOf(values);
      return { values, centre, deviationSum };
    };
    const { varianceOfDifference } = covariation(centred(a), centred(b));
    expect(varianceOfDifference / ((step * step * 64) / 63)).toBeCloseTo(1, 4);
  });
});

describe('moments', () => {
  it('are exact on a textbook column', () => {
    const moments = momentsOf(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9));
    expect(moments).toMatchObject({ n: 8, mean: 5, isConstant: false });
    expect(moments.variance).toBeCloseTo(32 / 7, 14);
  });

  it('see that rounded equal returns are constant, and that 1e-12 is not', () => {
    expect(momentsOf(Float64Array.of(0.1 + 0.2, 0.3, 0.3)).isConstant).toBe(true);
    expect(momentsOf(Float64Array.of(0.3 + 1e-12, 0.3, 0.3)).isConstant).toBe(false);
  });

  it.each([NaN, Infinity, -Infinity])('refuse %d wherever it stands', (bad) => {
    for (let i = 0; i < 5; i += 1) {
      const values = Float64Array.of(0.01, 0.02, 0.03, 0.04, 0.05);
      values[i] = bad;
      expect(() => momentsOf(values)).toThrow('returns are finite');
    }
  });
});

describe('selection', () => {
  const orders: [string, (i: number) => number][] = [
    ['ascending', (i) => i],
    ['descending', (i) => -i],
    ['an organ pipe', (i) => Math.min(i, 300 - i)],
    ['all the same', () => 7],
    ['a sawtooth', (i) => i % 11],
    ['scattered', (i) => (i * 7919) % 301],
  ];
  it.each(orders)('puts the k-th smallest in its place: %s', (_, value) => {
    const input = Float64Array.from({ length: 301 }, (_x, i) => value(i));
    const sorted = input.toSorted();
    for (const k of [0, 1, 14, 150, 299, 300]) {
      const buffer = Float64Array.from(input);
      selectSmallest(buffer, 301, k);
      expect(buffer[k]).toBe(sorted[k]);
      expect(Math.max(...buffer.subarray(0, k + 1))).toBe(sorted[k]);
      expect(buffer.toSorted()).toEqual(sorted);
    }
  });

  it('leaves what lies beyond the length alone', () => {
    const buffer = Float64Array.of(3, 2, 1, -5, -6);
    selectSmallest(buffer, 3, 0);
    expect([...buffer.subarray(3)]).toEqual([-5, -6]);
    expect(buffer[0]).toBe(1);
  });
});

describe('lower tail', () => {
  const tail = (values: number[], oneIn: number) =>
    lowerTail(new ReturnColumn(Float64Array.from(values)), oneIn);

  it('interpolates between observations, type 7', () => {
    const { quantile, mean } = tail([5, 1, 4, 2, 3], 8);
    expect(quantile).toBe(1.5);
    expect(mean).toBe(1);
  });

  it('takes an observation that the rank falls on', () => {
    expect(tail([5, 1, 4, 2, 3], 4)).toEqual({ quantile: 2, mean: 1.5 });
  });

  it('takes every tie of the quantile into the mean', () => {
    expect(tail([-1, -1, -1, -1, 3, 4, 5, 6, 7], 8)).toEqual({ quantile: -1, mean: -1 });
  });

  it('finds a tail that lies close to the mean', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i === 0 ? -1000 : i / 1e6));
    const sorted = values.toSorted((a, b) => a - b);
    const { quantile } = tail(values, 20);
    expect(quantile).toBeCloseTo(sorted[19]! + 0.95 * (sorted[20]! - sorted[19]!), 15);
  });

  it('is the one value of a column of one', () => {
    expect(tail([0.5], 20)).toEqual({ quantile: 0.5, mean: 0.5 });
  });
});

describe('deepest drawdown', () => {
  it('goes from the last day at the peak to the first at the bottom', () => {
    expect(drawdownOf(100, 120, 120, 90, 60, 60, 110, 130, 100)).toEqual({
      depth: -0.5,
      peakIndex: 2,
      troughIndex: 4,
    });
  });

  it('counts the base as a peak', () => {
    expect(drawdownOf(100, 80, 90)).toEqual({ depth: -0.2, peakIndex: 0, troughIndex: 1 });
  });

  it('is zero, not minus zero, where nothing falls', () => {
    expect(drawdownOf(1, 1, 2, 3).depth).toBe(0);
    expect(drawdownOf(7).depth).toBe(0);
  });

  it.each([
    [[NaN, 1, 2]],
    [[1, NaN, 2]],
    [[2, 1, NaN]],
    [[1, 2, Infinity]],
    [[1, 0, 2]],
    [[3, 2, 2, 2, 2, NaN, 2, 2]],
    [[3, -2, 2, 2, 2, 2]],
    [[0, 1]],
  ])('refuses %j', (prices) => {
    expect(() => drawdownOf(...prices)).toThrow('prices are');
  });
});

describe('all drawdowns', () => {
  const path = [100, 120, 120, 90, 60, 60, 110, 130, 104, 130, 117, 91, 100];

  it('go from the last price at the peak to the first at or above it', () => {
    expect(drawdownEpisodes(pathOf(...path))).toEqual([
      { depth: -0.5, peakIndex: 2, troughIndex: 4, recoveryIndex: 7 },
      { depth: -0.2, peakIndex: 7, troughIndex: 8, recoveryIndex: 9 },
      { depth: -0.3, peakIndex: 9, troughIndex: 11, recoveryIndex: null },
    ]);
    expect(drawdownEpisodes(pathOf(1, 2, 3))).toEqual([]);
  });

  it('are found by hundreds', () => {
    const saw = Array.from({ length: 1001 }, (_, i) => 100 + i - (i % 2) * 3);
    const { depth, recoveryIndex } = drawdowns(pathOf(...saw));
    expect(depth).toHaveLength(500);
    expect([...recoveryIndex]).toEqual(Array.from({ length: 500 }, (_, k) => 2 * k + 2));
  });

  it('come to the sums over every price', () => {
    const falls = [0, 0, 0, -0.25, -0.5, -0.5, -1 / 12, 0, -0.2, 0, -0.1, -0.3, -3 / 13];
    const { sum, squareSum, longestDays } = drawdownSummary(pathOf(...path));
    expect(sum).toBeCloseTo(
      falls.reduce((total, fall) => total + fall, 0),
      14,
    );
    expect(squareSum).toBeCloseTo(
      falls.reduce((total, fall) => total + fall * fall, 0),
      14,
    );
    expect(longestDays).toBe(5);
  });
});

describe('shortfall', () => {
  it('divides by all returns and refuses NaN', () => {
    const of = (...values: number[]) => buildSample({ returns: values, riskFree: 0.01 });
    expect(shortfall(of(-0.02, 0.05, 0.01, 0.3, 0.02))).toBeCloseTo(0.03 / Math.sqrt(5), 15);
    expect(() => shortfall(of(0.1, NaN, 0.1))).toThrow('returns are finite');
  });
});
