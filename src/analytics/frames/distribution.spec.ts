import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs, seed } from '../../../test/builders/propertyRuns.js';
import { buildSample } from '../../../test/builders/sample.js';
import { normal, uniform } from '../../../test/builders/shapes.js';
import { distributionOf, histogramFrame, type Distribution } from './distribution.js';
import { upDownMarkets } from './upDownMarkets.js';

const of = (returns: number[], bins?: number): Distribution => {
  const found = distributionOf(buildSample({ returns }), bins);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('distribution', () => {
  it('counts returns between edges, the greatest in the last bin', () => {
    const { histogram, least, greatest, quantiles } = of([0, 0.01, 0.02, 0.03, 0.04], 4);
    expect([...histogram.counts]).toEqual([1, 1, 1, 2]);
    expect([...histogram.edges]).toEqual([0, 0.01, 0.02, 0.03, 0.04]);
    expect([least, greatest]).toEqual([0, 0.04]);
    expect(quantiles[4]).toBe(0.02);
    expect(quantiles[0]).toBeCloseTo(0.0004, 15);
    const rows = histogramFrame(histogram).objects();
    expect(rows[3]).toEqual({ from: 0.03, to: 0.04, count: 2, share: 0.4, cumulative: 1 });
  });

  it('chooses the width of Freedman and Diaconis', () => {
    // 1000 evenly spread values: IQR is half of the range, so 1000^(1/3) = 10 bins.
    const even = Array.from({ length: 1000 }, (_, i) => i / 999 - 0.5);
    expect(of(even).histogram.counts).toHaveLength(10);
  });

  it('takes normal returns for normal and fat tails for what they are', () => {
    const next = uniform(7);
    const calm = Array.from({ length: 2000 }, () => 0.01 * normal(next));
    const wild = calm.map((x, i) => (i % 50 === 0 ? 12 * x : x));
    const pValues = [calm, wild].map((returns) => {
      const { normality } = of(returns);
      return typeof normality === 'string' ? NaN : normality.pValue;
    });
    expect(pValues[0]).toBeGreaterThan(0.01);
    expect(pValues[1]).toBeLessThan(1e-9);
  });

  it('has one bin where all returns are equal, and none below two returns', () => {
    const same = of(new Array<number>(30).fill(0.01));
    expect([...same.histogram.counts]).toEqual([30]);
    expect(same).toMatchObject({ standardDeviation: 0, normality: 'zero-variance' });
    expect(of([0.01, 0.02]).normality).toBe('too-few-observations');
    expect(distributionOf(buildSample({ returns: [0.01] }))).toBe('too-few-observations');
  });

  it(`loses no return, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
    const values = fc.array(fc.double({ min: -0.9, max: 9, noNaN: true }), {
      minLength: 2,
      maxLength: 300,
    });
    const bins = fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined });
    const property = fc.property(values, bins, (returns, count) => {
      const { histogram, quantiles } = of(returns, count);
      const total = histogram.counts.reduce((sum, n) => sum + n, 0);
      expect(total).toBe(returns.length);
      expect([...quantiles]).toEqual(quantiles.toSorted((a, b) => a - b));
    });
    fc.assert(property, runs);
  });
});

describe('up and down markets', () => {
  it('part the periods by what the benchmark did', () => {
    const returns = [0.02, -0.01, 0.03, 0, -0.02, 0.01];
    const benchmark = [0.01, -0.02, 0.02, 0, -0.01, 0.03];
    const rows = upDownMarkets(buildSample({ returns, benchmark }));
    if (typeof rows === 'string') throw new Error(rows);
    const [up, down, all] = rows;
    expect(up).toMatchObject({ market: 'up', periods: 3, winRate: 1, battingAverage: 2 / 3 });
    expect(up!.meanReturn).toBeCloseTo(0.02, 15);
    expect(up!.capture).toBeCloseTo(1, 14);
    expect(up!.totalReturn).toBeCloseTo(1.02 * 1.03 * 1.01 - 1, 14);
    expect(down).toMatchObject({ market: 'down', periods: 2, winRate: 0, beta: null });
    expect(down!.benchmarkTotalReturn).toBeCloseTo(0.98 * 0.99 - 1, 14);
    expect(all).toMatchObject({ market: 'all', periods: 6, winRate: 0.5 });
    expect(all!.battingAverage).toBeCloseTo(0.5, 15);
  });

  it('have nothing to tell of a market that never was', () => {
    const rows = upDownMarkets(buildSample({ returns: [0.01], benchmark: [0.02] }));
    expect(rows[1]).toMatchObject({ market: 'down', periods: 0, capture: null, totalReturn: null });
    expect(upDownMarkets(buildSample({ returns: [0.01] }))).toBe('no-benchmark');
  });
});
