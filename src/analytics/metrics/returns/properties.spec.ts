import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  columns,
  figuresOfReturns,
  isNear,
  malformed,
  pricesFrom,
  scales,
} from '../../../../test/builders/properties.js';
import { runs, seed } from '../../../../test/builders/propertyRuns.js';
import { RETURN_METRICS } from './catalogue.js';

const figuresOf = (returns: readonly number[], base = 1) =>
  figuresOfReturns(RETURN_METRICS, returns, { prices: pricesFrom(base, returns) });

describe(`return metrics, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('are finite or missing with a reason, never minus zero', () => {
    const property = fc.property(columns, (returns) => {
      expect(malformed(figuresOf(returns))).toEqual([]);
    });
    fc.assert(property, runs);
  });

  it('are the same in other money', () => {
    const property = fc.property(columns, scales, (returns, scale) => {
      expect(figuresOf(returns, scale)).toEqual(figuresOf(returns));
    });
    fc.assert(property, runs);
  });

  it('lie in their order: worst, geometric mean, best; shares within 0 and 1', () => {
    const property = fc.property(columns, (returns) => {
      const figures = figuresOf(returns);
      const { worstMonth, expectedReturnMonthly, bestMonth } = figures;
      if (bestMonth.value !== null) {
        const slack = 1e-12 * (1 + Math.abs(bestMonth.value));
        expect(expectedReturnMonthly.value!).toBeLessThanOrEqual(bestMonth.value + slack);
        expect(expectedReturnMonthly.value!).toBeGreaterThanOrEqual(worstMonth.value! - slack);
      }
      for (const id of ['winRate', 'winRateMonthly', 'winRateQuarterly', 'exposure'] as const) {
        const { value } = figures[id];
        expect(value === null || (value >= 0 && value <= 1)).toBe(true);
      }
    });
    fc.assert(property, runs);
  });

  it('keep the geometric mean at or below the arithmetic one, both compounding as they should', () => {
    const property = fc.property(columns, (returns) => {
      const { geometricMeanReturn, meanReturn, totalReturn } = figuresOf(returns);
      expect(geometricMeanReturn.value!).toBeLessThanOrEqual(meanReturn.value! + 1e-12);
      const compounded = (1 + geometricMeanReturn.value!) ** returns.length;
      expect(isNear(compounded, 1 + totalReturn.value!)).toBe(true);
    });
    fc.assert(property, runs);
  });

  it('make the mean of gains and losses, weighted with their shares', () => {
    const property = fc.property(columns, (returns) => {
      const { averageGain, averageLoss, winRate, exposure, meanReturn } = figuresOf(returns);
      const losing = exposure.value! - winRate.value!;
      const gain = winRate.value! * (averageGain.value ?? 0);
      const loss = losing * (averageLoss.value ?? 0);
      expect(isNear(gain + loss, meanReturn.value!, gain - loss, 1e-11)).toBe(true);
    });
    fc.assert(property, runs);
  });

  it('find the longest run in its mirror image', () => {
    const property = fc.property(columns, (returns) => {
      const figures = figuresOf(returns);
      const mirrored = figuresOf(returns.map((value) => 0 - value).toReversed());
      expect(mirrored.longestLossStreak).toEqual(figures.longestWinStreak);
      expect(mirrored.longestWinStreak).toEqual(figures.longestLossStreak);
    });
    fc.assert(property, runs);
  });
});
