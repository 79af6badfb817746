import { describe, expect, it } from '@jest/globals';
import { columnsOf, run, tradeLines } from '../../../../test/builders/ledger.js';
import { buildMarket, periodic } from '../../../../test/builders/market.js';

const still = buildMarket(['2024-01-29', '2024-01-30', '2024-01-31'], {
  A: { close: [20, 20, 20] },
});

describe('1000.00 into shares at 20', () => {
  const bought = (costs: Record<string, number>) =>
    run(still, [1], { initialCapital: '1000', costs });

  it.each([
    [{}, '50', '1000.00', '0.00'],
    [{ commissionFixed: 5 }, '49.75', '995.00', '5.00'],
    // 997.51 × 0.25 % = 2.493775.
    [{ commissionBps: 25 }, '49.8755', '997.51', '2.49'],
    // 49.95 × 0.01 is below the minimum.
    [{ commissionPerShare: 0.01, commissionPerShareMinimum: 1 }, '49.95', '999.00', '1.00'],
    // 49.751 × 0.1 = 4.9751.
    [{ commissionPerShare: 0.1, commissionPerShareMinimum: 1 }, '49.751', '995.02', '4.98'],
    // Half of ten: 999.50 × 0.05 % = 0.49975.
    [{ spreadBps: 10 }, '49.975', '999.50', '0.50'],
    [{ slippageBps: 10 }, '49.95', '999.00', '1.00'],
    // 5 + 2.48 (2.4751) + 0.99 (49.502 × 0.02) + 0.50 (0.49502) + 0.99 (0.99004).
    [
      {
        commissionFixed: 5,
        commissionBps: 25,
        commissionPerShare: 0.02,
        spreadBps: 10,
        slippageBps: 10,
      },
      '49.502',
      '990.04',
      '9.96',
    ],
  ])('%j', (costs, shares, amount, paid) => {
    const ledger = bought(costs);
    expect(tradeLines(ledger)).toEqual([`2024-01-29 A ${shares} 20 ${amount} ${paid} initial`]);
    expect(columnsOf(ledger).cash).toEqual([0, 0, 0]);
    expect(columnsOf(ledger).fees).toEqual([Number(paid), Number(paid), Number(paid)]);
    expect(ledger.contributions.assets[0]!.costsCents).toBe(Math.round(Number(paid) * 100));
    // What the first purchase cost is part of the first return.
    expect(ledger.timeWeightedReturns[0]).toBeCloseTo(-Number(paid) / 1000, 12);
  });

  it('a minimum without a commission per share costs nothing', () => {
    expect(columnsOf(bought({ commissionPerShareMinimum: 9 })).fees).toEqual([0, 0, 0]);
  });

  it('nothing is bought where the commission takes everything', () => {
    expect(bought({ commissionFixed: 1000 }).trades).toEqual([]);
  });
});

describe('a management fee of a ten-thousandth a day', () => {
  const costs = { managementFeeAnnual: 0.0365 };

  it('taken daily, raised by a sale', () => {
    const ledger = run(still, [1], {
      initialCapital: '1000',
      costs: { ...costs, managementFeeTaken: 'daily' },
    });
    expect(columnsOf(ledger).equity).toEqual([1000, 999.9, 999.8]);
    expect(tradeLines(ledger).slice(1)).toEqual([
      '2024-01-30 A -0.005 20 0.10 0.00 fee',
      '2024-01-31 A -0.005 20 0.10 0.00 fee',
    ]);
    expect(ledger.contributions.managementFeeCents).toBe(20);
    expect(ledger.contributions.totalCents).toBe(-20);
  });

  it('taken at the month end, from cash in proportion', () => {
    const ledger = run(still, [0.5], { initialCapital: '1000', costs });
    expect(columnsOf(ledger).equity).toEqual([1000, 1000, 999.8]);
    expect(columnsOf(ledger).cash).toEqual([500, 500, 499.9]);
    expect(ledger.managementFees).toMatchObject([{ amountCents: 20 }]);
  });

  it('accrues by calendar days, and what rounding leaves is due next', () => {
    const days = ['2024-01-05', '2024-01-08', '2024-01-09'];
    const ledger = run(buildMarket(days, { A: { close: [1, 1, 1] } }), [0], {
      initialCapital: '430',
      costs: { ...costs, managementFeeTaken: 'daily' },
    });
    // 0.129, then 0.129 − 0.13 + 0.042987 = 0.041987.
    expect(ledger.managementFees.map(({ amountCents }) => amountCents)).toEqual([13, 4]);
  });
});

it('a rebalance pays for its costs out of what it moves', () => {
  const market = buildMarket(['2024-01-30', '2024-01-31', '2024-02-01'], {
    A: { close: [10, 20, 20] },
    B: { close: [10, 10, 10] },
  });
  const options = { initialCapital: '1000', costs: { commissionFixed: 1 } };
  const ledger = run(market, [0.5, 0.5], options, periodic('monthly'));
  // 998.00 in shares; 1497.00 at the month end, of which two trades leave 1495.00.
  expect(tradeLines(ledger)).toEqual([
    '2024-01-30 A 49.9 10 499.00 1.00 initial',
    '2024-01-30 B 49.9 10 499.00 1.00 initial',
    '2024-01-31 A -12.525 20 250.50 1.00 rebalance',
    '2024-01-31 B 24.85 10 248.50 1.00 rebalance',
  ]);
  expect(columnsOf(ledger).equity).toEqual([998, 1495, 1495]);
});

it('a sale that costs more than it brings is not made', () => {
  const market = buildMarket(['2024-01-30', '2024-01-31'], { A: { close: [10, 0.01] } });
  const options = { initialCapital: '15', costs: { commissionFixed: 5 } };
  const flows = [{ kind: 'withdrawal' as const, fraction: 1 }];
  const ledger = run(market, [1], { ...options, flows });
  expect(ledger.trades).toHaveLength(1);
  expect(columnsOf(ledger).equity).toEqual([10, 0.01]);
});
