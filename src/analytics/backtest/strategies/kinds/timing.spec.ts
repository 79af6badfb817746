import { describe, expect, it } from '@jest/globals';
import { decisionsOf, triedMarket } from '../../../../../test/builders/decisions.js';

type Closes = readonly (number | null)[];
const BEFORE = 4;
const LATE: Closes = [null, null, null, 100, 100];

/** What is decided at the fifth session, that close known; of assets A, B, C and so on. */
function decided(
  kind: string,
  parameters: object,
  columns: readonly Closes[],
  targets?: readonly number[],
): number[] {
  const market = triedMarket({
    assets: Object.fromEntries(columns.map((closes, i) => ['ABCD'.charAt(i), { closes }])),
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

const UP: Closes = [100, 101, 102, 103, 110];
const HIGHER: Closes = [100, 105, 110, 130, 120];
const DOWN: Closes = [100, 99, 98, 97, 90];
const three = [UP, HIGHER, DOWN];

describe('momentum', () => {
  it('holds those that returned most in equal parts', () => {
    expect(decided('momentum', { skip: 0, top: 2 }, three)).toEqual([0.5, 0.5, 0]);
    expect(decided('momentum', { skip: 0, top: 1 }, three, [0.5, 0.2, 0.2])).toEqual([0, 0.9, 0]);
    expect(decided('momentum', { skip: 0, top: 9 }, [UP, LATE])).toEqual([1, 0]);
  });

  it('leaves the newest sessions out', () => {
    const spiked: Closes = [100, 100, 100, 100, 500];
    expect(decided('momentum', { skip: 0, top: 1 }, [UP, spiked])).toEqual([0, 1]);
    expect(decided('momentum', { skip: 1, top: 1 }, [UP, spiked])).toEqual([1, 0]);
  });

  it('takes the first of equals, and never the safe asset', () => {
    expect(decided('momentum', { skip: 0, top: 1 }, [UP, UP])).toEqual([1, 0]);
    expect(decided('momentum', { skip: 0, top: 1, safeAsset: 'B' }, three)).toEqual([1, 0, 0]);
  });

  it('is in or out by itself in the absolute mode', () => {
    const absolute = { mode: 'absolute', skip: 0 };
    const targets = [0.5, 0.3, 0.2];
    expect(decided('momentum', absolute, three, targets)).toEqual([0.5, 0.3, 0]);
    const safe = { ...absolute, safeAsset: 'A' };
    expect(decided('momentum', safe, three, targets)).toEqual([0.7, 0.3, 0]);
    const lone = [UP, HIGHER, LATE];
    expect(decided('momentum', absolute, lone, targets)).toEqual([0.5, 0.3, 0.2]);
    const cash = { ...absolute, insufficientHistory: 'cash' };
    expect(decided('momentum', cash, lone, targets)).toEqual([0.5, 0.3, 0]);
  });

  it('holds targets or cash while nothing is known', () => {
    expect(decided('momentum', { skip: 0, lookback: 9 }, [UP, DOWN], [0.4, 0.5])).toEqual([
      0.4, 0.5,
    ]);
    const cash = { skip: 0, lookback: 9, insufficientHistory: 'cash' };
    expect(decided('momentum', cash, [UP, DOWN], [0.4, 0.5])).toEqual([0, 0]);
  });
});

describe('dual-momentum', () => {
  it('holds the best if it beat the safe asset, otherwise that', () => {
    expect(decided('dual-momentum', { safeAsset: 'C' }, three)).toEqual([0, 1, 0]);
    expect(decided('dual-momentum', { safeAsset: 'B' }, three)).toEqual([0, 1, 0]);
    expect(decided('dual-momentum', { safeAsset: 'A' }, [UP, DOWN])).toEqual([1, 0]);
    const top2 = { safeAsset: 'C', top: 2 };
    expect(decided('dual-momentum', top2, [HIGHER, DOWN, UP])).toEqual([0.5, 0, 0.5]);
  });

  it('has 0 to beat, and cash to go to, without a safe asset', () => {
    expect(decided('dual-momentum', {}, [UP, DOWN], [0.5, 0.4])).toEqual([0.9, 0]);
    expect(decided('dual-momentum', {}, [DOWN, DOWN])).toEqual([0, 0]);
    expect(decided('dual-momentum', { safeAsset: 'B' }, [DOWN, LATE])).toEqual([0, 1]);
    expect(decided('dual-momentum', { lookback: 9 }, [UP, UP])).toEqual([0, 0]);
  });
});

describe('moving-average', () => {
  it('holds what is above the mean of its closes', () => {
    const targets = [0.5, 0.3, 0.2];
    expect(decided('moving-average', {}, three, targets)).toEqual([0.5, 0.3, 0]);
    // The newest four closes of HIGHER have the mean 116.25; of five with 130 at the end, 117.
    const turned: Closes = [100, 120, 130, 120, 110];
    expect(decided('moving-average', {}, [turned, UP])).toEqual([0, 0.5]);
    expect(decided('moving-average', { safeAsset: 'B' }, [turned, UP])).toEqual([0, 1]);
  });

  it('is out at the mean itself, and by its rule where it is not known', () => {
    expect(decided('moving-average', {}, [[1, 1, 1, 1, 1]])).toEqual([0]);
    expect(decided('moving-average', {}, [LATE, UP])).toEqual([0.5, 0.5]);
    const cash = { insufficientHistory: 'cash', safeAsset: 'B' };
    expect(decided('moving-average', cash, [LATE, UP])).toEqual([0, 1]);
  });
});

describe('core-satellite', () => {
  it('adds the best to a core in proportion to the targets', () => {
    const parameters = { core: 0.6, top: 1 };
    expect(decided('core-satellite', parameters, three, [0.5, 0.25, 0.25])).toEqual([
      0.3, 0.55, 0.15,
    ]);
    expect(decided('core-satellite', parameters, three, [0.25, 0.125, 0.125])).toEqual([
      0.15, 0.275, 0.075,
    ]);
  });

  it('keeps satellites apart where they are named', () => {
    const parameters = { core: 0.6, top: 1, satellites: ['A', 'C'] };
    expect(decided('core-satellite', parameters, three)).toEqual([0.4, 0.6, 0]);
  });

  it('is all core, or leaves cash, while no satellite is known', () => {
    const parameters = { core: 0.6, satellites: ['B'] };
    expect(decided('core-satellite', parameters, [UP, LATE])).toEqual([1, 0]);
    const cash = { ...parameters, insufficientHistory: 'cash' };
    expect(decided('core-satellite', cash, [UP, LATE])).toEqual([0.6, 0]);
  });
});
