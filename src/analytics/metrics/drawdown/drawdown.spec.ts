import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { evaluate } from '../evaluate.js';
import { DRAWDOWN_METRICS } from './catalogue.js';

/** Figures of closes by the day since the base, which comes first. */
function figuresOf(closes: readonly (readonly [day: number, price: number])[]) {
  const prices = Float64Array.from(closes, ([, price]) => price);
  const returns = prices.subarray(1).map((price, i) => (price - prices[i]!) / prices[i]!);
  const dates = Int32Array.from(closes, ([day]) => 19000 + day);
  const sample = buildSample({ returns, prices, dates });
  return evaluate(
    sample,
    DRAWDOWN_METRICS.map(({ id }) => id),
  );
}

describe('drawdowns', () => {
  // Falls to 80 % of 100 and to 90 % of 120, made good, and to 95 % of 200, not yet.
  const figures = figuresOf([
    [0, 100],
    [1, 90],
    [4, 80],
    [5, 100],
    [6, 120],
    [7, 108],
    [11, 120],
    [12, 200],
    [13, 190],
    [14, 195],
  ]);

  it('are averaged by fall, the one under way included', () => {
    expect(figures.averageDrawdown.value).toBeCloseTo(-(0.2 + 0.1 + 0.05) / 3, 15);
    expect(figures.averageDrawdownDays.value).toBeCloseTo((5 + 5 + 2) / 3, 15);
    expect(figures.drawdownDeviation.value).toBeCloseTo(Math.sqrt(0.0525 / 9), 15);
  });

  it('are made good, or are left out of the mean recovery', () => {
    expect(figures.averageRecoveryDays.value).toBe((1 + 4) / 2);
  });

  it('add up day by day to the pain, and end where they stand', () => {
    const depths = 0.1 + 0.2 + 0.1 + 0.05 + 0.025;
    expect(figures.painIndex.value).toBeCloseTo(depths / 9, 15);
    expect(figures.currentDrawdown.value).toBe(-0.025);
  });

  it('count from the last day at the peak', () => {
    const plateau = figuresOf([
      [0, 100],
      [3, 100],
      [4, 90],
      [8, 100],
    ]);
    expect(plateau.averageDrawdownDays.value).toBe(5);
    expect(plateau.averageRecoveryDays.value).toBe(4);
    expect(plateau.currentDrawdown.value).toBe(0);
  });

  it('say that there is none, or none made good', () => {
    const rising = figuresOf([
      [0, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(rising.averageDrawdown.reason).toBe('no-drawdown');
    expect(rising.averageDrawdownDays.reason).toBe('no-drawdown');
    expect(rising.averageRecoveryDays.reason).toBe('no-drawdown');
    expect([rising.painIndex.value, rising.drawdownDeviation.value]).toEqual([0, 0]);
    const falling = figuresOf([
      [0, 2],
      [1, 1],
    ]);
    expect(falling.averageRecoveryDays.reason).toBe('no-recovery');
    expect(falling.averageDrawdown.value).toBe(-0.5);
  });
});

describe('drawdowns at risk', () => {
  it('are of the path: one depth a day, the worst twentieth of them', () => {
    // Forty days a hundredth deeper each: the worst twentieth are 0.40 and 0.39.
    const closes = Array.from({ length: 41 }, (_, i) => [i, 100 - i] as const);
    const figures = figuresOf(closes);
    expect(figures.drawdownAtRisk95.value).toBeCloseTo(0.39, 15);
    expect(figures.cdar95.value).toBeCloseTo(0.395, 15);
    expect(figures.edar95.value).toBeGreaterThan(0.395);
    expect(figures.edar95.value).toBeLessThan(0.4);
  });

  it('are 0 where nothing falls', () => {
    const figures = figuresOf(Array.from({ length: 30 }, (_, i) => [i, 100 + i] as const));
    const { drawdownAtRisk95, cdar95, edar95 } = figures;
    expect([drawdownAtRisk95.value, cdar95.value, edar95.value]).toEqual([0, 0, 0]);
  });
});
