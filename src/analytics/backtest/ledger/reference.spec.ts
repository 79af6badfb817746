import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { run } from '../../../../test/builders/ledger.js';
import { buildMarket, periodic } from '../../../../test/builders/market.js';
import { describeWithSharedData, sharedData } from '../../../../test/setup/sharedData.js';
import { maxDrawdown } from '../../metrics/drawdown/maxDrawdown.js';
import { volatility } from '../../metrics/dispersion/volatility.js';
import { outcomeOf } from '../../metrics/metric.js';
import { ReturnColumn, Sample } from '../../metrics/sample.js';
import type { Market } from '../market.js';
import type { BacktestLedger } from './ledger.js';
import { timeWeightedPath } from './results.js';

interface ReferenceCase {
  readonly metric: string;
  readonly expected: number;
}

const read = (path: string): string => readFileSync(sharedData(path)!, 'utf8');

function adjustedCloses(symbol: string): Map<string, number> {
  const [header, ...lines] = read(`data/prices/${symbol}.csv`).trim().split('\n');
  const column = header!.split(',').indexOf('adj_close');
  return new Map(lines.map((line) => [line.split(',')[0]!, Number(line.split(',')[column])]));
}

function spyAndAgg(): Market {
  const [spy, agg] = [adjustedCloses('SPY'), adjustedCloses('AGG')];
  const dates = [...spy.keys()].filter((day) => agg.has(day) && day <= '2023-12-29');
  const shape = (closes: Map<string, number>) => ({ close: dates.map((day) => closes.get(day)!) });
  return buildMarket(dates, { SPY: shape(spy), AGG: shape(agg) });
}

/** What each rebalance would trade of the first asset, held fractions and money never rounded. */
function fastTrades(market: Market, ledger: BacktestLedger, targets: readonly number[]): number[] {
  const days = new Set(ledger.trades.map(({ day }) => day));
  const closes = market.assets.map(({ adjustedClose }) => adjustedClose);
  let equity = ledger.initialCapitalCents;
  let units = targets.map(() => 0);
  const traded: number[] = [];
  market.dates.forEach((day, i) => {
    if (!days.has(day)) return;
    const values = units.map((held, asset) => held * closes[asset]![i]!);
    if (traded.length > 0) equity = values[0]! + values[1]!;
    traded.push(targets[0]! * equity - values[0]!);
    units = targets.map((weight, asset) => (weight * equity) / closes[asset]![i]!);
  });
  return traded;
}

/** The same from the ledger's own holdings before each trade, so that cents do not add up. */
function ownTrades(ledger: BacktestLedger, targets: readonly number[]): number[] {
  const units = [0, 0];
  let cash = ledger.initialCapitalCents;
  const off: number[] = [];
  for (const day of new Set(ledger.trades.map((trade) => trade.day))) {
    const trades = ledger.trades.filter((trade) => trade.day === day);
    const price = [0, 1].map((asset) => trades.find((trade) => trade.asset === asset)!.price);
    const values = units.map((held, asset) => (held * price[asset]!) / 1e6);
    const equity = cash + values[0]! + values[1]!;
    for (const { asset, amountCents, units: traded } of trades) {
      const wanted = Math.abs(targets[asset]! * equity - values[asset]!);
      off.push(Math.abs(amountCents - wanted));
      units[asset]! += traded;
      cash -= Math.sign(traded) * amountCents;
    }
  }
  return off;
}

describeWithSharedData('60 % SPY and 40 % AGG against PerformanceAnalytics', () => {
  const { cases } = JSON.parse(read('data/reference/portfolio_60_40.json')) as {
    cases: ReferenceCase[];
  };
  const market = spyAndAgg();
  const targets = [0.6, 0.4];
  const rules = [
    ['none', 'never'],
    ['months', 'monthly'],
    ['years', 'yearly'],
  ] as const;
  const names = rules.map(([rule]) => rule);
  const ledgers = new Map(
    rules.map(([rule, frequency]) => [
      rule,
      run(market, targets, { initialCapital: '1000000000' }, periodic(frequency)),
    ]),
  );

  it.each(names)('rebalanced %s', (rule) => {
    const ledger = ledgers.get(rule)!;
    const expected = (metric: string): number =>
      cases.find((one) => one.metric === `portfolio_${metric}_rebalance_${rule}`)!.expected;
    const { dates, adjustedClose } = timeWeightedPath(ledger);
    const sample = new Sample({
      prices: adjustedClose,
      dates,
      returns: new ReturnColumn(ledger.timeWeightedReturns),
      periodsPerYear: 252,
      riskFree: 0,
      benchmark: 'no-benchmark',
    });
    expect(ledger.timeWeightedReturns).toHaveLength(4780);
    const cumulative = ledger.days.equityCents.at(-1)! / ledger.initialCapitalCents - 1;
    expect(Math.abs(cumulative - expected('cumulative_return'))).toBeLessThan(1e-8);
    expect(adjustedClose.at(-1)! - 1).toBeCloseTo(cumulative, 11);
    const deviation = outcomeOf(sample, volatility) as number;
    expect(Math.abs(deviation - expected('annualized_stddev'))).toBeLessThan(1e-8);
    const fall = outcomeOf(sample, maxDrawdown) as number;
    expect(Math.abs(-fall - expected('max_drawdown'))).toBeLessThan(1e-8);
  });

  it.each(names)('rebalanced %s: each trade is within half a cent of its holdings', (rule) => {
    // 1e-8 shares at any price here are less than 1e-3 cents.
    expect(Math.max(...ownTrades(ledgers.get(rule)!, targets))).toBeLessThan(0.5 + 1e-3);
  });

  it.each(names)('rebalanced %s: and of one where nothing is ever rounded', (rule) => {
    const ledger = ledgers.get(rule)!;
    const fast = fastTrades(market, ledger, targets);
    const traded = ledger.trades
      .filter(({ asset }) => asset === 0)
      .map(({ amountCents, units }) => Math.sign(units) * amountCents);
    const off = traded.map((amount, i) => Math.abs(amount - fast[i]!));
    expect(Math.max(...off)).toBeLessThan(0.5);
  });
});
