import { describe, expect, it } from '@jest/globals';
import { buildSample, type SampleShape } from '../../../../test/builders/sample.js';
import { evaluate } from '../evaluate.js';
import type { Figure } from '../figure.js';
import { METRIC_IDS, type MetricId } from '../registry.js';

const figuresOf = (shape: SampleShape): Record<MetricId, Figure> => evaluate(buildSample(shape));

/** Values by id, to the digits that Jest's toBeCloseTo is asked for. */
function expectClose(
  figures: Record<MetricId, Figure>,
  expected: Partial<Record<MetricId, number>>,
  digits = 12,
): void {
  for (const id of Object.keys(expected) as MetricId[]) {
    const { value, reason } = figures[id];
    expect({ id, value, reason }).toEqual({ id, value: expect.any(Number), reason: null });
    expect({ id, value }).toEqual({ id, value: expect.closeTo(expected[id]!, digits) });
  }
}

const FIVE = [0.1, -0.05, 0.2, -0.1, 0.05];

describe('ratios that one works out by hand', () => {
  it('of gains and losses: 0.35 in three periods, 0.15 in two', () => {
    expectClose(figuresOf({ returns: FIVE }), {
      profitFactor: 7 / 3,
      bernardoLedoit: 7 / 3,
      payoffRatio: 0.35 / 3 / 0.075,
      dRatio: (2 * 0.15) / (3 * 0.35),
      gainToPain: 4 / 3,
      kelly: 0.6 - 0.4 / (14 / 9),
      cpcIndex: (7 / 3) * 0.6 * (14 / 9),
      omega: 7 / 3,
      kappa3: 0.04 / Math.cbrt(0.000225),
      upsidePotentialRatio: 0.07 / 0.05,
      volatilitySkewness: 0.0525 / 0.0125,
      prospectRatio: (0.35 - 2.25 * 0.15) / 5 / 0.05,
    });
  });

  it('against a risk-free return of 5 % each period', () => {
    const downside = Math.sqrt((0.1 ** 2 + 0.15 ** 2) / 5);
    expectClose(figuresOf({ returns: FIVE, riskFree: 0.05 }), {
      omega: 0.2 / 0.25,
      kappa3: -0.01 / Math.cbrt((0.1 ** 3 + 0.15 ** 3) / 5),
      upsidePotentialRatio: 0.04 / downside,
      volatilitySkewness: (0.05 ** 2 + 0.15 ** 2) / (0.1 ** 2 + 0.15 ** 2),
      prospectRatio: ((0.35 - 2.25 * 0.15) / 5 - 0.05) / downside,
    });
  });

  it('of the shape of returns: mean 0.04, variance 0.01425, m3 0.000168, m4 0.00022362', () => {
    const sharpe = 0.04 / Math.sqrt(0.01425);
    const skewness = 0.000168 / 0.0114 ** 1.5;
    const kurtosis = 0.00022362 / 0.0114 ** 2 - 3;
    const adjustment = 1 + (skewness / 6) * sharpe - (kurtosis / 24) * sharpe ** 2;
    const figures = figuresOf({ returns: FIVE });
    expectClose(figures, { adjustedSharpe: sharpe * adjustment * Math.sqrt(252) });
    // z = 0.3351 · 2 / √(1 − 0.0462 + 0.0202) = 0.6791, and Φ of that by a table.
    expectClose(figures, { probabilisticSharpe: 0.75145 }, 4);
  });

  it('of drawdowns: falls of 0.05 and 0.10, growth of 0.18503 in four years', () => {
    const figures = figuresOf({ returns: FIVE, elapsedDays: 1461, riskFreeRate: 0.01 });
    const excess = 1.18503 ** 0.25 - 1 - 0.01;
    expectClose(figures, {
      recoveryFactor: 1.8503,
      sterling: excess / 0.075,
      burke: excess / Math.sqrt(0.0125),
      painRatio: excess / (0.205 / 5),
      martin: excess / Math.sqrt((0.05 ** 2 + 0.1 ** 2 + 0.055 ** 2) / 5),
    });
  });

  it('look at five drawdowns, the deepest, of however many', () => {
    const returns = [1, 2, 3, 4, 5, 6, 7].flatMap((k) => [-k / 100, 0.5]);
    const figures = figuresOf({ returns, elapsedDays: 1461 });
    const growth = figures.cagr.value!;
    expectClose(figures, {
      sterling: growth / 0.05,
      burke: growth / Math.sqrt(0.03 ** 2 + 0.04 ** 2 + 0.05 ** 2 + 0.06 ** 2 + 0.07 ** 2),
    });
  });

  it('of tails: 21 returns from -0.10 to 0.10, gains twice as large', () => {
    const returns = Array.from({ length: 21 }, (_, i) => (i - 10) / 100).map((x) =>
      x > 0 ? 2 * x : x,
    );
    expectClose(figuresOf({ returns }), { tailRatio: 2, rachev: 2, commonSense: 4 });
    expectClose(figuresOf({ returns, riskFree: 0.01 }), { rachev: 0.18 / 0.105 });
    const changing = new Float64Array(21).fill(0.01);
    expectClose(figuresOf({ returns, riskFree: changing }), { rachev: 0.18 / 0.105 });
  });

  it('of outliers: 101 returns from -0.05 to 0.05', () => {
    const returns = Array.from({ length: 101 }, (_, i) => (i - 50) / 1000);
    const ratio = 0.049 / 0.0255;
    expectClose(figuresOf({ returns }), { outlierWinRatio: ratio, outlierLossRatio: ratio });
  });

  it('of log returns: +0.1 and -0.05 in turn, and a path that doubles', () => {
    const returns = [0.1, -0.05].map(Math.expm1);
    const exponent = (2 * 0.025) / (2 * 0.075 ** 2);
    expectClose(figuresOf({ returns }), { riskOfRuin: 0.5 ** exponent });
    expectClose(figuresOf({ returns: [1, 1, 1] }), { stability: 1 });
    expectClose(figuresOf({ returns: [1, -0.5, 1] }), { stability: 0.2 });
  });

  it('of other metrics: each is what its formula makes of them', () => {
    const returns = Array.from({ length: 120 }, (_, i) => 0.001 + 0.01 * Math.sin(i * i));
    const figures = figuresOf({ returns, elapsedDays: 170, riskFree: 0.0001 });
    const value = (id: MetricId): number => figures[id].value!;
    const rho = Math.abs(value('autocorrelation'));
    const sum = rho / (1 - rho) - (rho * (1 - rho ** 252)) / (252 * (1 - rho) ** 2);
    const penalty = Math.sqrt(1 + 2 * sum);
    const excess = value('cagr') - (1.0001 ** 252 - 1);
    const pitfall = value('cdar95') / value('volatility');
    expectClose(
      figures,
      {
        smartSharpe: value('sharpe') / penalty,
        smartSortino: value('sortino') / penalty,
        serenity: excess / (value('ulcerIndex') * pitfall),
        modifiedSharpe: (value('meanReturn') - 0.0001) / value('modifiedVar95'),
      },
      10,
    );
    expect(rho).toBeGreaterThan(0.001);
  });
});

/** 24 months of a portfolio: Bacon's example, in percent. */
const BACON = [
  ...[0.3, 2.6, 1.1, -1.0, 1.5, 2.5, 1.6, 6.7, -1.4, 4.0, -0.5, 8.1],
  ...[4.0, -3.7, -6.1, 1.7, -4.9, -2.2, 7.0, 5.8, -6.5, 2.4, -0.5, -0.9],
];

describe("Bacon's example, to the digits that the book prints", () => {
  it('has his ratios at a target of half a percent a month', () => {
    const returns = BACON.map((percent) => percent / 100);
    const figures = figuresOf({ returns, basis: 'monthly', riskFree: 0.005 });
    expectClose(figures, { bernardoLedoit: 1.78, volatilitySkewness: 1.32, omega: 1.29 }, 2);
    expectClose(figures, { dRatio: 0.401 }, 3);
    expectClose(figures, { upsidePotentialRatio: 0.01771 / 0.0255 }, 2);
  });
});

describe('ratios that cannot be had', () => {
  const reasons = (shape: SampleShape, ids: readonly MetricId[]): unknown[] => {
    const figures = figuresOf(shape);
    return [...new Set(ids.map((id) => figures[id].reason))];
  };
  const risen = Array.from({ length: 120 }, (_, i) => 0.01 + 0.001 * (i % 3));

  it('for want of losses, of a downside, of a drawdown', () => {
    const ofLosses = [
      'profitFactor',
      'bernardoLedoit',
      'payoffRatio',
      'gainToPain',
      'kelly',
    ] as const;
    expect(reasons({ returns: risen }, [...ofLosses, 'cpcIndex', 'tailRatio'])).toEqual([
      'no-losses',
    ]);
    expect(reasons({ returns: risen }, ['commonSense', 'outlierLossRatio'])).toEqual(['no-losses']);
    const ofDownside = ['omega', 'kappa3', 'upsidePotentialRatio', 'volatilitySkewness'] as const;
    const others = ['prospectRatio', 'rachev', 'smartSortino', 'modifiedSharpe'] as const;
    expect(reasons({ returns: risen }, [...ofDownside, ...others])).toEqual(['no-downside']);
    const ofFall = [
      'sterling',
      'burke',
      'martin',
      'painRatio',
      'recoveryFactor',
      'serenity',
    ] as const;
    expect(reasons({ returns: risen }, ofFall)).toEqual(['no-drawdown']);
    expect(figuresOf({ returns: risen }).dRatio.value).toBe(0);
  });

  it('for want of gains', () => {
    const fallen = risen.map((x) => -x);
    const ids = ['payoffRatio', 'kelly', 'dRatio', 'outlierWinRatio', 'cpcIndex'] as const;
    expect(reasons({ returns: fallen }, ids)).toEqual(['no-gains']);
    expect(figuresOf({ returns: fallen })).toMatchObject({
      profitFactor: { value: 0 },
      omega: { value: 0 },
      gainToPain: { value: expect.closeTo(-1, 14) },
      riskOfRuin: { value: 1 },
    });
  });

  it('for want of variance', () => {
    const ids = ['adjustedSharpe', 'probabilisticSharpe', 'smartSharpe', 'riskOfRuin'] as const;
    expect(reasons({ returns: new Array<number>(30).fill(0.01) }, ids)).toEqual(['zero-variance']);
    expect(reasons({ returns: new Array<number>(30).fill(0) }, ['stability'])).toEqual([
      'zero-variance',
    ]);
    // Two values and the one Sharpe ratio, 2 over their skewness, whose error has no variance.
    const riskFree = 0.025 - 0.05 * Math.sqrt(3);
    const two = { returns: [0, 0, 0, 0.1], riskFree };
    expect(reasons(two, ['probabilisticSharpe'])).toEqual(['zero-variance']);
  });

  it('for want of a risk-free rate, and only where one is needed', () => {
    const figures = figuresOf({ returns: risen, riskFree: 'no-risk-free-rate' });
    const missing = METRIC_IDS.filter((id) => figures[id].reason === 'no-risk-free-rate');
    expect(missing).toEqual(expect.arrayContaining(['omega', 'martin', 'rachev', 'smartSortino']));
    expect(missing).not.toEqual(expect.arrayContaining(['profitFactor']));
    expect(missing).not.toEqual(expect.arrayContaining(['riskOfRuin']));
  });
});
