import { describe, expect, it } from '@jest/globals';
import { assetHistory } from '../../../../test/builders/market.js';
import { RESULTS_BYTES_MAX, requireBacktestResults } from '../../../domain/backtest.js';
import { fromEpochDay, toEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { backtestReport } from '../../report/backtestReport.js';
import { ENGINE_VERSION } from '../../report/versions.js';
import { runBacktest } from '../../report/runBacktest.js';
import type { LoadedBacktest } from './loadBacktest.js';
import { resultOf, type BacktestResults } from './results.js';

const FIRST_DAY = toEpochDay(tradingDate('2024-01-02'));
const DATES = Array.from({ length: 60 }, (_, i) => fromEpochDay(FIRST_DAY + i));
const { series } = assetHistory('AAA', DATES, {
  close: DATES.map((_, i) => 100 + 10 * Math.sin(i)),
});

function loaded(options: LoadedBacktest['input']['options'] = {}): LoadedBacktest {
  return {
    input: {
      assets: [{ symbol: 'AAA', series, actions: [] }],
      targets: [0.9],
      strategy: 'rebalance',
      parameters: { frequency: 'daily' },
      options,
      from: null,
      to: tradingDate(DATES.at(-1)!),
      benchmark: { name: 'AAA', series },
      riskFreeRate: 0,
    },
    request: { engine: ENGINE_VERSION, inputs: 'abc' } as LoadedBacktest['request'],
    snapshotId: 'snapshot',
  };
}

describe('the results of a backtest', () => {
  it('are its report, what it follows from, and figures of every window', () => {
    const it = loaded();
    const report = backtestReport(runBacktest(it.input));
    const stored = resultOf(it, report);
    const results = stored.results as unknown as BacktestResults;
    expect(results).toMatchObject({ ...report, request: it.request });
    expect(results.windows.max.figures.volatility).toBe(report.metrics.volatility);
    expect(results.windows.max.figures.beta).toBe(report.metrics.beta);
    expect(stored.figures.cagr).toBe(report.metrics.cagr);
    expect(Number(stored.turnoverAnnual)).toBeCloseTo(report.account.turnoverAnnual!, 6);
    expect(stored.finalEquity).toBe(report.account.finalEquity);
    expect(() => requireBacktestResults(stored.results, stored.engineVersion)).not.toThrow();
  });

  it('end with the money, where it runs out', () => {
    const flows = [{ kind: 'withdrawal', amount: '6000.00', frequency: 'monthly' } as const];
    const it = loaded({ flows });
    const report = backtestReport(runBacktest(it.input));
    expect(report.account.ruinedOn).not.toBeNull();
    const { windows } = resultOf(it, report).results as unknown as BacktestResults;
    expect(windows.max.to! <= report.account.ruinedOn!).toBe(true);
    expect(windows.max.observations).toBeGreaterThan(10);
  });

  it('leave out what would make them larger than is stored, and count it', () => {
    const it = loaded();
    const report = backtestReport(runBacktest(it.input));
    const wide = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`S${i}`, i / 1000]));
    const weights = Array.from({ length: 10_000 }, () => ({
      ...report.weights![0]!,
      weights: wide,
    }));
    const stored = resultOf(it, { ...report, weights, omitted: { weights: 5 } });
    const results = stored.results as unknown as BacktestResults;
    expect(JSON.stringify(weights).length).toBeGreaterThan(RESULTS_BYTES_MAX);
    expect([results.weights, results.omitted]).toEqual([[], { weights: 10_005 }]);
    expect(results.trades).toEqual(report.trades);
    expect(() => requireBacktestResults(stored.results, stored.engineVersion)).not.toThrow();
  });
});

describe('the version of the engine', () => {
  it('names the package, a revision and all that is said of it, and can be stored', () => {
    expect(ENGINE_VERSION).toMatch(/^\d+\.\d+\.\d+\S*\+\d+\.[0-9a-f]{12}$/);
    expect(ENGINE_VERSION.length).toBeLessThanOrEqual(40);
  });
});
