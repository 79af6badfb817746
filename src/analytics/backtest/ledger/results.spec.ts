import { describe, expect, it } from '@jest/globals';
import { columnsOf, run } from '../../../../test/builders/ledger.js';
import { buildMarket, periodic } from '../../../../test/builders/market.js';
import { timeWeightedPath } from './results.js';
import {
  contributionRows,
  dividendRows,
  moneyText,
  paymentRows,
  positionRows,
  tradeRows,
} from './rows.js';

const DATES = ['2024-01-02', '2024-01-31', '2024-02-29', '2025-01-01'];
const market = buildMarket(DATES, {
  A: { close: [10, 20, 20, 25], actions: [['2024-02-29', 'dividend', '1']] },
  B: { close: [10, 10, 10, 10] },
});
const ledger = run(
  market,
  [0.5, 0.5],
  {
    initialCapital: '1000',
    dividends: 'withdraw',
    costs: { commissionFixed: 1 },
    flows: [{ kind: 'contribution', amount: '2', end: '2024-01-31' }],
  },
  periodic('monthly'),
);

describe('the results of a ledger, worked by hand', () => {
  // 49.9 shares each. 998.00 + 499.00 + 2.00 on 31 January, less two commissions: 748.50 each.
  // 37.425 shares are paid 37.425, half to even; at 25 they are worth 935.625, half to even.
  it('days', () => {
    expect(columnsOf(ledger).equity).toEqual([998, 1497, 1497, 1684.12]);
    expect(columnsOf(ledger).flow).toEqual([0, 2, -37.42, 0]);
    expect(columnsOf(ledger).fees).toEqual([2, 4, 4, 4]);
  });

  it('trades, dividends and payments as rows', () => {
    expect(tradeRows(ledger)[2]).toEqual({
      date: '2024-01-31',
      symbol: 'A',
      shares: '-12.475',
      price: 20,
      amount: '249.50',
      commission: '1.00',
      spread: '0.00',
      slippage: '0.00',
      reason: 'rebalance',
    });
    expect(dividendRows(ledger)).toEqual([
      {
        date: '2024-02-29',
        symbol: 'A',
        kind: 'dividend',
        shares: '37.425',
        perShare: 1,
        amount: '37.42',
      },
    ]);
    expect(paymentRows(ledger)).toEqual([
      { date: '2024-01-31', kind: 'contribution', amount: '2.00' },
      { date: '2024-02-29', kind: 'dividend', amount: '37.42' },
    ]);
    expect(positionRows(ledger).map(({ value }) => value)).toEqual(['935.62', '748.50']);
  });

  it('contributions add up to the total', () => {
    expect(contributionRows(ledger)).toEqual([
      // 935.62 held and 249.50 sold, less 499.00 bought.
      { symbol: 'A', priceGain: '686.12', dividends: '37.42', costs: '2.00', gain: '721.54' },
      { symbol: 'B', priceGain: '0.00', dividends: '0.00', costs: '2.00', gain: '-2.00' },
    ]);
    // 1684.12 + 37.42 − 1000.00 − 2.00.
    expect(ledger.contributions.totalCents).toBe(71954);
  });

  it('the time-weighted path begins with the capital', () => {
    const { dates, adjustedClose } = timeWeightedPath(ledger);
    expect(dates).toEqual(market.dates);
    const growth = [1, 1495 / 1000, 1534.42 / 1497, 1684.12 / 1497];
    let level = 1;
    growth.forEach((factor, i) => expect(adjustedClose[i]).toBeCloseTo((level *= factor), 14));
  });

  it('turnover is half of what was traded after the first purchase', () => {
    const meanEquity = (998 + 1497 + 1497 + 1684.12) / 4;
    const years = 365 / 365.25;
    expect(ledger.turnoverAnnual).toBeCloseTo((249.5 + 249.5) / 2 / meanEquity / years, 14);
  });

  it('money has two places, and no minus before nothing', () => {
    expect([0, -0, 5, -12345].map(moneyText)).toEqual(['0.00', '0.00', '0.05', '-123.45']);
  });
});
