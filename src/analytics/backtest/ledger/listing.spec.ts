import { describe, expect, it } from '@jest/globals';
import { columnsOf, run, tradeLines } from '../../../../test/builders/ledger.js';
import { buildMarket, decidedBy, periodic, weightsOf } from '../../../../test/builders/market.js';

const DATES = ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-02'];
const capital = { initialCapital: '1000' };

describe('an asset listed on the third day', () => {
  const market = buildMarket(DATES, {
    A: { close: [10, 11, 12, 12] },
    LATE: { close: [null, null, 4, 5] },
  });

  it('cash: its weight waits, and is bought at its first close', () => {
    const ledger = run(market, [0.5, 0.5], capital);
    expect(tradeLines(ledger)).toEqual([
      '2024-01-30 A 50 10 500.00 0.00 initial',
      // Half of 1100.00 would be 550.00; there are 500.00.
      '2024-02-01 LATE 125 4 500.00 0.00 listing',
    ]);
    expect(columnsOf(ledger).cash).toEqual([500, 500, 0, 0]);
    expect(columnsOf(ledger).equity).toEqual([1000, 1050, 1100, 1225]);
  });

  it('cash: a rebalance before its listing leaves the weight in cash', () => {
    const ledger = run(market, [0.5, 0.5], capital, periodic('monthly'));
    expect(tradeLines(ledger)[1]).toBe('2024-01-31 A -2.27272728 11 25.00 0.00 rebalance');
    expect(columnsOf(ledger).cash.slice(0, 2)).toEqual([500, 525]);
  });

  it('redistribute: the others have its weight until the next decision', () => {
    const ledger = run(market, [0.5, 0.5], { ...capital, unlisted: 'redistribute' });
    expect(tradeLines(ledger)).toEqual(['2024-01-30 A 100 10 1000.00 0.00 initial']);
    expect(columnsOf(ledger).equity).toEqual([1000, 1100, 1200, 1200]);
  });
});

describe('an asset that trades no more', () => {
  const days = [
    '2024-01-30',
    '2024-01-31',
    ...['01', '02', '05', '06', '07', '08', '09'].map((day) => `2024-02-${day}`),
  ];
  const still = new Array<number>(9).fill(10);
  const gone = [10, 8, null, null, null, null, null, null, null];
  const market = buildMarket(days, { A: { close: still }, GONE: { close: gone } });

  it('is valued at its last close for five sessions, then sold at it without costs', () => {
    const ledger = run(market, [0.5, 0.5], { ...capital, costs: { commissionFixed: 1 } });
    expect(tradeLines(ledger)[2]).toBe('2024-02-08 GONE -49.9 8 399.20 0.00 delisting');
    expect(columnsOf(ledger).cash).toEqual([0, 0, 0, 0, 0, 0, 0, 399.2, 399.2]);
    expect(new Set(columnsOf(ledger).equity.slice(1))).toEqual(new Set([898.2]));
    expect(ledger.positions.map(({ symbol }) => symbol)).toEqual(['A']);
  });

  it('is not bought again while it does not trade', () => {
    const ledger = run(market, [0.5, 0.5], capital, periodic('daily'));
    expect(columnsOf(ledger).cash).toEqual([0, 0, 0, 0, 0, 0, 0, 450, 450]);
  });

  it('is as if newly listed when it trades again', () => {
    const back = buildMarket(days, { A: { close: still }, GONE: { close: gone.with(8, 9) } });
    const ledger = run(back, [0.5, 0.5], capital, periodic('daily'));
    expect(tradeLines(ledger).at(-1)).toBe('2024-02-09 GONE 50 9 450.00 0.00 rebalance');
  });
});

describe('a gap', () => {
  const market = buildMarket(DATES, {
    A: { close: [10, null, 14, 14] },
    B: { close: [10, 20, 20, 20] },
  });

  it('is valued at the last close and not traded; the others trade around it', () => {
    const ledger = run(market, [0.5, 0.5], capital, periodic('monthly'));
    // 1500.00 on the 31st: 750.00 in B, 500.00 stay in A, the rest is cash.
    expect(columnsOf(ledger).equity).toEqual([1000, 1500, 1700, 1700]);
    expect(tradeLines(ledger).slice(2)).toEqual(['2024-01-31 B -12.5 20 250.00 0.00 rebalance']);
    expect(columnsOf(ledger).cash).toEqual([0, 250, 250, 250]);
  });

  it('redistribute: what A lacks of its weight goes to the others', () => {
    const options = { ...capital, unlisted: 'redistribute' as const };
    const ledger = run(market, [0.5, 0.5], options, periodic('monthly'));
    expect(ledger.trades).toHaveLength(2);
    expect(columnsOf(ledger).cash).toEqual([0, 0, 0, 0]);
  });

  it('keeps a dividend as cash where there is no close to reinvest it at', () => {
    const paying = buildMarket(DATES, {
      A: { close: [10, null, 14, 14], actions: [['2024-01-31', 'dividend', '1']] },
      B: { close: [1, 1, 1, 1] },
    });
    const ledger = run(paying, [1, 0], { ...capital, dividends: 'reinvest' });
    expect(columnsOf(ledger).cash).toEqual([0, 100, 100, 100]);
  });
});

describe('decisions', () => {
  const market = buildMarket(DATES, { A: { close: [10, 11, 12, 13] }, B: { close: [5, 5, 5, 5] } });
  const seen = (options: object): number[] => {
    const known: number[] = [];
    const strategy = decidedBy('Watch', () => ({ history }) => {
      known.push(history.knownIndex);
      return null;
    });
    run(market, [1, 0], options, strategy);
    return known;
  };

  it('know the previous close, or the close itself', () => {
    expect(seen({})).toEqual([-1, 0, 1, 2]);
    expect(seen({ decideOn: 'close' })).toEqual([0, 1, 2, 3]);
  });

  it('leave alone an asset whose weight is given back as it stands', () => {
    const strategy = decidedBy('Keeps A', () => ({ index, weights }) => {
      return index === 0 ? weightsOf(0.5, 0.25) : weightsOf(weights[0]!, 0.1);
    });
    const ledger = run(market, [0, 0], capital, strategy);
    expect(tradeLines(ledger).filter((line) => line.includes(' A '))).toHaveLength(1);
    expect(tradeLines(ledger)[2]).toBe('2024-01-31 B -29 5 145.00 0.00 rebalance');
  });

  it('the weights after each day with a trade are kept', () => {
    const { allocations } = run(market, [0.5, 0.5], capital, periodic('monthly'));
    expect(allocations.map(({ day, weights }) => [day, ...weights])).toEqual([
      [market.dates[0], 0.5, 0.5],
      [market.dates[1], 0.5, 0.5],
    ]);
  });
});
