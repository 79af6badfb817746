import { describe, expect, it } from '@jest/globals';
import {
  decisionsOf,
  rowsOf,
  triedMarket,
  type Trial,
} from '../../../../../test/builders/decisions.js';

type Closes = readonly (number | null)[];

const market = (...columns: Closes[]) =>
  triedMarket({
    assets: Object.fromEntries(columns.map((closes, i) => ['ABC'.charAt(i), { closes }])),
  });
const decide = (trial: Omit<Trial, 'kind'>) => rowsOf(decisionsOf({ kind: 'bands', ...trial }), 4);

describe('bands', () => {
  const risen = market([100, 100, 130, 130, 130], [100, 100, 100, 100, 100]);
  const narrow = { absoluteBand: 0.05, relativeBand: null };

  it('return to the targets at the close after a breach, or at the same one', () => {
    // 130 of 230 is 56.5 %.
    expect(decide({ market: risen, parameters: narrow })).toEqual([
      [0, 0.5, 0.5],
      [3, 0.5, 0.5],
    ]);
    expect(decide({ market: risen, parameters: narrow, decideOn: 'close' })).toEqual([
      [0, 0.5, 0.5],
      [2, 0.5, 0.5],
    ]);
  });

  it('stay while nothing is out of its band', () => {
    const wide = { absoluteBand: 0.07, relativeBand: null };
    expect(decide({ market: risen, parameters: wide })).toEqual([[0, 0.5, 0.5]]);
  });

  it('are the narrower of both: a quarter of a small target', () => {
    // A tenth that rises by a third: 13.3 of 103.3 is 12.9 %, more than 12.5 %.
    const small = market([100, 133, 133, 133], [100, 100, 100, 100]);
    const targets = [0.1, 0.9];
    expect(decide({ market: small, targets })).toEqual([
      [0, 0.1, 0.9],
      [2, 0.1, 0.9],
    ]);
    const parameters = { relativeBand: null };
    expect(decide({ market: small, targets, parameters })).toEqual([[0, 0.1, 0.9]]);
  });

  it('lead to the edge, and take the difference from the others by their room', () => {
    // 1.0, 0.3 and 0.2 of 1.5: held to 0.55, 0.25 and 0.15, five points are missing.
    const doubled = market([100, 200, 200], [100, 100, 100], [100, 100, 100]);
    const parameters = { ...narrow, to: 'edge' };
    expect(decide({ market: doubled, targets: [0.5, 0.3, 0.2], parameters })).toEqual([
      [0, 0.5, 0.3, 0.2],
      [2, 0.55, 0.275, 0.175],
    ]);
    // 0.25, 0.3 and 0.2 of 0.75: held to 0.45, 0.35 and 0.25, five points are too many.
    const halved = market([100, 50, 50], [100, 100, 100], [100, 100, 100]);
    expect(decide({ market: halved, targets: [0.5, 0.3, 0.2], parameters })[1]).toEqual([
      2, 0.45, 0.325, 0.225,
    ]);
  });

  it('are looked at when they are asked to be', () => {
    const flat = Array<number>(9).fill(100);
    const weekly = { ...narrow, frequency: 'weekly' };
    const rising = market([100, 200, ...flat.slice(2).map(() => 200)], flat);
    expect(decide({ market: rising, parameters: weekly })).toEqual([
      [0, 0.5, 0.5],
      [3, 0.5, 0.5],
    ]);
  });

  it('are not breached by what is not listed yet, only when it is', () => {
    const late = market([100, 100, 100, 100, 100, 100], [null, null, null, 100, 100, 100]);
    expect(decide({ market: late, parameters: narrow })).toEqual([
      [0, 0.5, 0.5],
      [3, 0.5, 0.5],
    ]);
  });

  it('hold where a target is 0 and a relative band is not given', () => {
    expect(decide({ market: risen, targets: [1, 0], parameters: narrow })).toEqual([[0, 1, 0]]);
  });
});
