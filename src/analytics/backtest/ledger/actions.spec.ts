import { describe, expect, it } from '@jest/globals';
import { columnsOf, run, tradeLines } from '../../../../test/builders/ledger.js';
import { buildMarket } from '../../../../test/builders/market.js';

const DATES = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'];

describe('a dividend of 0.40 on 100 shares bought at 10', () => {
  const market = buildMarket(DATES, {
    A: { close: [10, 10.4, 10, 10.5], actions: [['2024-01-04', 'dividend', '0.4']] },
  });
  const ledger = (dividends: 'adjusted' | 'reinvest' | 'cash' | 'withdraw') =>
    run(market, [1], { initialCapital: '1000', dividends });

  it('adjusted: buys at the adjusted close, and is paid nothing', () => {
    const adjusted = ledger('adjusted');
    // 10 × (1 − 0.4 / 10.4) = 9.615384615384615, of which 1000.00 buys 104 shares.
    expect(tradeLines(adjusted)).toEqual([
      '2024-01-02 A 104 9.615384615384615 1000.00 0.00 initial',
    ]);
    expect(columnsOf(adjusted).equity).toEqual([1000, 1040, 1040, 1092]);
    expect(adjusted.dividends).toEqual([]);
  });

  it('cash: keeps 40.00', () => {
    const cash = ledger('cash');
    expect(columnsOf(cash).equity).toEqual([1000, 1040, 1040, 1090]);
    expect(columnsOf(cash).cash).toEqual([0, 0, 40, 40]);
    expect(cash.dividends).toMatchObject([{ units: 100e8, perShare: 0.4, amountCents: 4000 }]);
  });

  it('reinvest: buys 4 shares at the close of the ex-date', () => {
    const reinvested = ledger('reinvest');
    expect(tradeLines(reinvested)).toEqual([
      '2024-01-02 A 100 10 1000.00 0.00 initial',
      '2024-01-04 A 4 10 40.00 0.00 dividend',
    ]);
    expect(columnsOf(reinvested).equity).toEqual([1000, 1040, 1040, 1092]);
    expect(reinvested.contributions).toEqual({
      assets: [
        { symbol: 'A', priceGainCents: 5200, dividendsCents: 4000, costsCents: 0, gainCents: 9200 },
      ],
      managementFeeCents: 0,
      totalCents: 9200,
    });
  });

  it('withdraw: pays 40.00 out, and the return still has it', () => {
    const paid = ledger('withdraw');
    expect(columnsOf(paid).equity).toEqual([1000, 1040, 1000, 1050]);
    expect(columnsOf(paid).flow).toEqual([0, 0, -40, 0]);
    expect([...paid.timeWeightedReturns]).toEqual([0.04, 0, 0.05]);
    expect(paid.flows).toMatchObject([{ kind: 'dividend', amountCents: 4000 }]);
  });

  it('reinvests a capital gain as well, in whole shares, and keeps the rest', () => {
    const gains = buildMarket(DATES, {
      A: { close: [10, 10.4, 12, 12], actions: [['2024-01-04', 'capital_gain', '0.4']] },
    });
    const whole = run(gains, [1], {
      initialCapital: 1000,
      dividends: 'reinvest',
      shares: 'whole',
    });
    expect(tradeLines(whole)[1]).toBe('2024-01-04 A 3 12 36.00 0.00 dividend');
    expect(columnsOf(whole).cash).toEqual([0, 0, 4, 4]);
  });
});

describe('splits change shares, not value', () => {
  const held = (close: number[], ratio: string, options = {}) =>
    run(buildMarket(DATES, { A: { close, actions: [['2024-01-04', 'split', ratio]] } }), [1], {
      initialCapital: '1000',
      dividends: 'cash',
      ...options,
    });

  it('ten for one', () => {
    const ledger = held([100, 101, 10.2, 10.3], '10');
    expect(columnsOf(ledger).equity).toEqual([1000, 1010, 1020, 1030]);
    expect(ledger.positions[0]!.units).toBe(100e8);
    expect(ledger.trades).toHaveLength(1);
  });

  it('one for two', () => {
    const ledger = held([5, 5.1, 10.4, 10], '0.5');
    expect(columnsOf(ledger).equity).toEqual([1000, 1020, 1040, 1000]);
    expect(ledger.positions[0]!.units).toBe(100e8);
  });

  it('one for two of 201 whole shares: cash in lieu of half a share at the close', () => {
    const ledger = held([5, 5.1, 10.4, 10], '0.5', { initialCapital: '1005', shares: 'whole' });
    expect(tradeLines(ledger)).toEqual([
      '2024-01-02 A 201 5 1005.00 0.00 initial',
      '2024-01-04 A -0.5 10.4 5.20 0.00 cash-in-lieu',
    ]);
    expect(columnsOf(ledger).equity).toEqual([1005, 1025.1, 1045.2, 1005.2]);
  });

  it('one for three of one share rounds down to eight places', () => {
    const ledger = held([1000, 1000, 3000, 3000], '0.33333333');
    expect(ledger.positions[0]!.units).toBe(33333333);
    expect(columnsOf(ledger).equity).toEqual([1000, 1000, 1000, 1000]);
  });

  it('and a dividend on one day: cash is per new share', () => {
    const market = buildMarket(DATES, {
      A: {
        close: [10, 10, 4.9, 5],
        // In either order.
        actions: [
          ['2024-01-04', 'dividend', '0.3'],
          ['2024-01-04', 'split', '2'],
        ],
      },
    });
    const ledger = run(market, [1], { initialCapital: '1000', dividends: 'cash' });
    expect(columnsOf(ledger).equity).toEqual([1000, 1000, 1040, 1060]);
    const adjusted = run(market, [1], { initialCapital: '1000' });
    expect(columnsOf(adjusted).equity[2]).toBe(1042.55);
  });

  it('in a gap: the last close is split as well', () => {
    const market = buildMarket(DATES, {
      A: { close: [100, 100, null, 10.1], actions: [['2024-01-04', 'split', '10']] },
      B: { close: [1, 1, 1, 1] },
    });
    const ledger = run(market, [1, 0], { initialCapital: '1000', dividends: 'cash' });
    expect(columnsOf(ledger).equity).toEqual([1000, 1000, 1000, 1010]);
  });
});
