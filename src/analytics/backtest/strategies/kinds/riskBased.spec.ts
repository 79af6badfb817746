import { describe, expect, it } from '@jest/globals';
import {
  decisionsOf,
  triedMarket,
  type TriedAsset,
} from '../../../../../test/builders/decisions.js';

const BEFORE = 4;
const fromReturns = (...returns: number[]): TriedAsset => {
  let price = 100;
  return { closes: [price, ...returns.map((step) => (price *= 1 + step))] };
};
/** Deviations of 1 : 2, uncorrelated, mean 0. */
const CALM = fromReturns(0.01, -0.01, 0.01, -0.01);
const WILD = fromReturns(0.02, 0.02, -0.02, -0.02);
const STILL = fromReturns(0, 0, 0, 0);

/** What is decided at the fifth session, that close known. */
function decided(
  kind: string,
  parameters: object,
  assets: readonly TriedAsset[],
  targets?: readonly number[],
): number[] {
  const market = triedMarket({
    assets: Object.fromEntries(assets.map((asset, i) => [`A${i}`, asset])),
    before: BEFORE,
  });
  const decisions = decisionsOf({
    kind,
    parameters: { lookback: BEFORE, ...parameters },
    market,
    decideOn: 'close',
    ...(targets && { targets }),
  });
  return decisions.get(BEFORE)!.map((weight) => Number(weight.toFixed(6)));
}

describe('inverse-volatility', () => {
  it('is two to one for deviations of one to two', () => {
    expect(decided('inverse-volatility', {}, [CALM, WILD])).toEqual([0.666667, 0.333333]);
    expect(decided('inverse-volatility', {}, [CALM, WILD], [0.1, 0.8])).toEqual([0.6, 0.3]);
  });

  it('leaves out what never moves, keeps the limit, and the rest in cash', () => {
    expect(decided('inverse-volatility', {}, [CALM, STILL, WILD])).toEqual([0.666667, 0, 0.333333]);
    expect(decided('inverse-volatility', { weightMax: 0.6 }, [CALM, WILD])).toEqual([0.6, 0.4]);
    expect(decided('inverse-volatility', { weightMax: 0.3 }, [CALM, WILD])).toEqual([0.3, 0.3]);
  });

  it.each(['inverse-volatility', 'risk-parity', 'minimum-variance', 'maximum-sharpe'])(
    '%s holds targets or cash until returns are known',
    (kind) => {
      const early = { lookback: BEFORE + 1 };
      expect(decided(kind, early, [CALM, WILD], [0.7, 0.2])).toEqual([0.7, 0.2]);
      const cash = { ...early, insufficientHistory: 'cash' };
      expect(decided(kind, cash, [CALM, WILD], [0.7, 0.2])).toEqual([0, 0]);
      expect(decided(kind, {}, [STILL, STILL], [0.7, 0.2])).toEqual([0.7, 0.2]);
    },
  );
});

describe('risk-parity', () => {
  it('is the inverse of deviations for two assets, whatever their correlation', () => {
    expect(decided('risk-parity', {}, [CALM, WILD])).toEqual([0.666667, 0.333333]);
    const opposed = fromReturns(-0.02, 0.02, -0.02, 0.0199);
    const [first] = decided('risk-parity', {}, [CALM, opposed]);
    expect(first).toBeCloseTo(2 / 3, 2);
  });
});

describe('minimum-variance', () => {
  const plain = { shrinkage: 0, weightMax: 1 };

  it('weighs by the inverse of variances where nothing is correlated', () => {
    expect(decided('minimum-variance', plain, [CALM, WILD])).toEqual([0.8, 0.2]);
    expect(decided('minimum-variance', plain, [CALM, STILL, WILD], [0.2, 0.2, 0.1])).toEqual([
      0.4, 0, 0.1,
    ]);
  });

  it('keeps the limit; where all are at it, the rest is cash', () => {
    expect(decided('minimum-variance', {}, [CALM, WILD])).toEqual([0.5, 0.5]);
    expect(decided('minimum-variance', { weightMax: 0.3 }, [CALM, WILD])).toEqual([0.3, 0.3]);
    expect(decided('minimum-variance', {}, [CALM])).toEqual([0.5]);
  });

  it('forgets correlations where it is shrunk to the diagonal', () => {
    const twin = fromReturns(0.02, -0.02, 0.02, -0.02);
    expect(decided('minimum-variance', plain, [CALM, twin])).toEqual([1, 0]);
    const shrunk = { ...plain, shrinkage: 1, shrinkageTarget: 'diagonal' };
    expect(decided('minimum-variance', shrunk, [CALM, twin])).toEqual([0.8, 0.2]);
  });
});

describe('maximum-sharpe', () => {
  const plain = { shrinkage: 0, weightMax: 1 };
  /** Means of one percent. */
  const [CALM_GAIN, WILD_GAIN] = [
    fromReturns(0.02, 0, 0.02, 0),
    fromReturns(0.03, 0.03, -0.01, -0.01),
  ];
  const [CALM_LOSS, WILD_LOSS] = [
    fromReturns(0, -0.02, 0, -0.02),
    fromReturns(0.01, 0.01, -0.03, -0.03),
  ];

  it('weighs by mean over variance where nothing is correlated', () => {
    expect(decided('maximum-sharpe', plain, [CALM_GAIN, WILD_GAIN])).toEqual([0.8, 0.2]);
    expect(decided('maximum-sharpe', plain, [CALM_LOSS, WILD_GAIN])).toEqual([0, 1]);
    expect(decided('maximum-sharpe', {}, [CALM_LOSS, WILD_GAIN])).toEqual([0.5, 0.5]);
  });

  it('holds least variance or cash where nothing gained', () => {
    const losers = [CALM_LOSS, WILD_LOSS];
    expect(decided('maximum-sharpe', plain, losers)).toEqual([0.8, 0.2]);
    expect(decided('maximum-sharpe', { ...plain, withoutGain: 'cash' }, losers)).toEqual([0, 0]);
  });

  it('measures against the risk-free rate', () => {
    // Doubling in a year is 0.275 % a session: 0.225 % and 0.725 % are left of half and one percent.
    const half = fromReturns(0.015, -0.005, 0.015, -0.005);
    const [calm, wild] = decided('maximum-sharpe', { ...plain, riskFreeRate: 1 }, [
      half,
      WILD_GAIN,
    ]);
    const perSession = 2 ** (1 / 252) - 1;
    const ratio = (0.005 - perSession) / (0.01 - perSession) / 0.25;
    expect(calm! / wild!).toBeCloseTo(ratio, 4);
  });
});

describe('volatility-target', () => {
  // √(4 · 0.01² / 3 · 252) = 18.33 % a year.
  const volatility = Math.sqrt((4 * 1e-4 * 252) / 3);

  it('scales targets by target over volatility', () => {
    const scale = Number((0.1 / volatility).toFixed(6));
    expect(decided('volatility-target', {}, [CALM])).toEqual([scale]);
    expect(decided('volatility-target', { target: 0.05 }, [CALM], [0.5])).toEqual([
      Number((0.05 / volatility).toFixed(6)),
    ]);
  });

  it('goes no further than leverageMax, nor into debt', () => {
    expect(decided('volatility-target', { leverageMax: 0.3 }, [CALM])).toEqual([0.3]);
    const eager = { target: 2, leverageMax: 3 };
    expect(decided('volatility-target', eager, [CALM], [0.25])).toEqual([0.75]);
    expect(decided('volatility-target', eager, [CALM], [0.5])).toEqual([1]);
    expect(decided('volatility-target', { target: 2 }, [STILL], [0.5])).toEqual([0.5]);
  });

  it('leaves out what is not known, and holds targets or cash where nothing is', () => {
    const late: TriedAsset = { closes: [null, null, null, null, 100] };
    const eager = { target: 2 };
    expect(decided('volatility-target', eager, [CALM, late])).toEqual([1, 0]);
    expect(decided('volatility-target', eager, [CALM, late], [0, 0.4])).toEqual([0, 0.4]);
    const cash = { ...eager, insufficientHistory: 'cash' };
    expect(decided('volatility-target', cash, [CALM, late], [0, 0.4])).toEqual([0, 0]);
  });
});
