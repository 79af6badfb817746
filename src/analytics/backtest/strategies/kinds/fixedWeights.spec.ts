import { describe, expect, it } from '@jest/globals';
import { decisionsOf, rowsOf, triedMarket } from '../../../../../test/builders/decisions.js';

/** Twelve sessions from Tuesday 2024-01-02: Fridays are 3 and 8; Monday the 15th is a holiday. */
const flat = Array<number>(12).fill(100);
const market = triedMarket({ assets: { A: { closes: flat }, B: { closes: flat } } });
const targets = [0.6, 0.3];

describe('buy-and-hold', () => {
  it('decides once', () => {
    const decisions = decisionsOf({ kind: 'buy-and-hold', market, targets });
    expect(rowsOf(decisions)).toEqual([[0, 0.6, 0.3]]);
  });
});

describe('rebalance', () => {
  it.each([
    [0, [0, 3, 8]],
    [-1, [0, 2, 7, 11]],
    [2, [0, 5, 10]],
  ])('returns to the targets %i sessions from the last of a week', (offset, sessions) => {
    const parameters = { frequency: 'weekly', offset };
    const rows = rowsOf(decisionsOf({ kind: 'rebalance', parameters, market, targets }));
    expect(rows).toEqual(sessions.map((index) => [index, 0.6, 0.3]));
  });

  it('is quarterly by default, and counts a last session that ends the quarter', () => {
    const quarter = triedMarket({ assets: { A: { closes: Array<number>(61).fill(1) } } });
    const rows = rowsOf(decisionsOf({ kind: 'rebalance', market: quarter }));
    // 2024-03-28 is the 61st session of 2024, the day before Good Friday.
    expect(rows).toEqual([
      [0, 1],
      [60, 1],
    ]);
  });
});

describe('equal-weight', () => {
  it('holds the same of each, and leaves the cash that targets leave', () => {
    const parameters = { frequency: 'weekly' };
    const rows = rowsOf(decisionsOf({ kind: 'equal-weight', parameters, market, targets }));
    expect(rows).toEqual([0, 3, 8].map((index) => [index, 0.45, 0.45]));
  });
});

describe('cap-weight', () => {
  const capped = (caps: Readonly<Record<string, number[] | undefined>>, parameters = {}) => {
    const assets = Object.entries(caps).map(([symbol, known]) => [
      symbol,
      { closes: [1, 1, 1], ...(known && { caps: known }) },
    ]);
    const tried = triedMarket({
      assets: Object.fromEntries(assets) as Parameters<typeof triedMarket>[0]['assets'],
      before: 1,
    });
    return rowsOf(decisionsOf({ kind: 'cap-weight', parameters, market: tried }))[0];
  };

  it('is in proportion to what was known the session before', () => {
    expect(capped({ A: [60, 1, 1], B: [30, 1, 1], C: [10, 1, 1] })).toEqual([1, 0.6, 0.3, 0.1]);
  });

  it('spreads what is above the limit, again where that lifts another above', () => {
    const caps = { A: [60], B: [30], C: [10] };
    expect(capped(caps, { weightMax: 0.4 })).toEqual([1, 0.4, 0.4, 0.2]);
    expect(capped(caps, { weightMax: 0.2 })).toEqual([1, 0.2, 0.2, 0.2]);
  });

  it('leaves out what has no capitalisation, and holds the targets where nothing has', () => {
    expect(capped({ A: [60], B: undefined, C: [20] })).toEqual([1, 0.75, 0, 0.25]);
    expect(capped({ A: undefined, B: undefined })).toEqual([1, 0.5, 0.5]);
  });

  it('leaves out what has stopped trading', () => {
    const closes = Array<number>(20).fill(1);
    const caps = Array<number>(20).fill(5);
    const tried = triedMarket({
      assets: { A: { closes, caps }, B: { closes: closes.slice(0, 5), caps } },
    });
    const parameters = { frequency: 'weekly' };
    const rows = rowsOf(decisionsOf({ kind: 'cap-weight', parameters, market: tried }));
    // B's last close is of session 4; it counts for five sessions more.
    expect(rows).toEqual([
      [0, 0.5, 0.5],
      [3, 0.5, 0.5],
      [8, 0.5, 0.5],
      [12, 1, 0],
      [17, 1, 0],
    ]);
  });
});

describe('glide-path', () => {
  const parameters = { from: 1, to: 0, years: 10 / 365.25, frequency: 'weekly' };
  const glide = (groups: object, of = targets) =>
    rowsOf(
      decisionsOf({
        kind: 'glide-path',
        parameters: { ...parameters, ...groups },
        market,
        targets: of,
      }),
    );

  it('moves in a line by calendar days, and stays at its end', () => {
    // Sessions 3 and 8 are 3 and 10 days after the first.
    const rows = [
      [0, 1, 0],
      [3, 0.7, 0.3],
      [8, 0, 1],
    ];
    expect(glide({ stocks: ['A'], bonds: ['B'] }, [0.5, 0.5])).toEqual(rows);
    expect(glide({ stocks: ['A'] }, [0.5, 0.5])).toEqual(rows);
    expect(glide({ bonds: ['B'] }, [0.5, 0.5])).toEqual(rows);
  });

  it('turns all into cash where no group is named, and leaves the cash that targets leave', () => {
    expect(glide({})).toEqual([
      [0, 0.6, 0.3],
      [3, 0.42, 0.21],
      [8, 0, 0],
    ]);
  });
});
