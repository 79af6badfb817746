import { describe, expect, it } from '@jest/globals';
import { assetHistory } from '../../../test/builders/market.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { HighwaterError } from '../../domain/errors.js';
import type { BacktestInput } from './backtestInput.js';
import { backtestReport } from './backtestReport.js';
import { runBacktest } from './runBacktest.js';

const DATES = ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-02', '2024-02-05', '2024-02-06'];
const plain = (symbol: string, close: readonly (number | null)[]) => {
  const { series } = assetHistory(symbol, DATES, { close });
  return { symbol, series, actions: [] };
};

const STOCKS = plain('STK', [100, 110, 99, 99, 108.9, 121]);
const BONDS = plain('BND', [50, 50, 50, 51, 51, 51]);

function input(changes: Partial<BacktestInput> = {}): BacktestInput {
  return {
    assets: [STOCKS, BONDS],
    targets: [0.5, 0.4],
    strategy: 'buy-and-hold',
    parameters: {},
    options: { initialCapital: '1000.00' },
    from: tradingDate('2024-01-30'),
    to: tradingDate('2024-02-06'),
    benchmark: { name: 'STK', series: STOCKS.series },
    riskFreeRate: 0,
    ...changes,
  };
}

describe('what is told of a backtest', () => {
  it('is its equity, to the cent, its growth and its falls', () => {
    const { series, from, to, sessions } = backtestReport(runBacktest(input()));
    expect([from, to, sessions]).toEqual(['2024-01-30', '2024-02-06', 6]);
    // 5 shares of STK, 8 of BND, 100 in cash.
    expect(series?.equity).toEqual([
      '1000.00',
      '1050.00',
      '995.00',
      '1003.00',
      '1052.50',
      '1113.00',
    ]);
    expect(series?.cash).toEqual(Array(6).fill('100.00'));
    expect(series?.growth[5]).toBeCloseTo(1.113, 12);
    expect(series?.drawdown[2]).toBeCloseTo(995 / 1050 - 1, 12);
    expect(series?.drawdown[5]).toBe(0);
    expect(series?.benchmark?.[5]).toBeCloseTo(1.21, 12);
  });

  it('is the figures of its path against its benchmark', () => {
    const { metrics, missing } = backtestReport(runBacktest(input()));
    expect(metrics.totalReturn).toBeCloseTo(0.113, 12);
    expect(metrics.maxDrawdown).toBeCloseTo(995 / 1050 - 1, 12);
    expect(metrics.beta).toBeGreaterThan(0.4);
    for (const [id, value] of Object.entries(metrics)) {
      expect([id, value === null]).toEqual([id, id in missing]);
    }
    const alone = backtestReport(runBacktest(input({ benchmark: null })));
    expect(alone.metrics.beta).toBeNull();
    expect(alone.missing.beta).toBe('no-benchmark');
    expect(alone.series?.benchmark).toBeNull();
  });

  it('is an account that adds up', () => {
    const options = {
      initialCapital: '1000.00',
      costs: { commissionBps: 10 },
      flows: [{ kind: 'contribution' as const, amount: '100', frequency: 'monthly' as const }],
    };
    const { account, contributions, payments, trades } = backtestReport(
      runBacktest(input({ options })),
    );
    const cents = (text: string): number => Math.round(Number(text) * 100);
    expect(account.contributions).toBe('100.00');
    expect(payments).toEqual([{ date: '2024-01-31', kind: 'contribution', amount: '100.00' }]);
    const own = contributions!.reduce((sum, { gain }) => sum + cents(gain), 0);
    expect(own).toBe(cents(account.gain));
    const paid = cents(account.initialCapital) + cents(account.contributions);
    expect(cents(account.finalEquity) - paid).toBe(cents(account.gain));
    const commission = trades!.reduce((sum, trade) => sum + cents(trade.commission), 0);
    expect(cents(account.commission)).toBe(commission);
    expect(commission).toBeGreaterThan(0);
  });

  it('is what was held after each day of trading, cash included', () => {
    const { weights } = backtestReport(runBacktest(input()));
    expect(weights).toEqual([{ date: '2024-01-30', weights: { STK: 0.5, BND: 0.4 }, cash: 0.1 }]);
  });

  it('says where an asset comes late or ends early', () => {
    const late = plain('LATE', [null, null, 10, 11, 12, 13]);
    const early = plain('GONE', [5, 5, 5, null, null, null]);
    const assets = [late, early, BONDS];
    const report = backtestReport(
      runBacktest(input({ assets, targets: [0.5, 0.3, 0.2], from: tradingDate('2024-01-28') })),
    );
    expect(report.notes.map(({ kind, symbol, date }) => [kind, symbol, date])).toEqual([
      ['starts-later-than-asked', null, '2024-01-30'],
      ['listed-late', 'LATE', '2024-02-01'],
      ['ends-early', 'GONE', '2024-02-01'],
    ]);
  });

  it('holds what was asked for, and no more', () => {
    const report = backtestReport(runBacktest(input()), { parts: ['trades'], metrics: ['cagr'] });
    expect(Object.keys(report.metrics)).toEqual(['cagr']);
    expect(report.trades).toHaveLength(2);
    expect(report).not.toHaveProperty('series');
    expect(report).not.toHaveProperty('weights');
  });

  it('comes to the same bytes however its input got there', () => {
    const given = input({ strategy: 'rebalance', parameters: { frequency: 'monthly' } });
    const here = JSON.stringify(backtestReport(runBacktest(given)));
    const sent = JSON.stringify(backtestReport(runBacktest(structuredClone(given))));
    expect(sent).toBe(here);
  });

  it('has no figures where no time passes', () => {
    const { metrics, missing, calendar, drawdowns, account } = backtestReport(
      runBacktest(input({ from: tradingDate('2024-02-06') })),
    );
    expect(metrics.cagr).toBeNull();
    expect(missing.cagr).toBe('insufficient-history');
    expect([calendar?.month, drawdowns]).toEqual([[], []]);
    expect(account.finalEquity).toBe('1000.00');
  });

  it('refuses parameters that the strategy does not have', () => {
    expect(() => runBacktest(input({ parameters: { lookback: 5 } }))).toThrow(HighwaterError);
  });
});
