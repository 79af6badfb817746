import { describe, expect, it } from '@jest/globals';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { simulateMarket, type SimulatedHistory } from './market.js';
import { shareReports } from './shareCounts.js';
import { SIMULATED_FUNDS, SIMULATION_START } from './universe.js';

const last = tradingDate('2026-06-30');
const market = simulateMarket(last);
const COLUMNS = ['dates', 'open', 'high', 'low', 'close', 'volume'] as const;

function of(symbol: string): SimulatedHistory {
  const history = market.get(symbol);
  if (history === undefined) throw new Error(`There is no ${symbol}.`);
  return history;
}

/** Log returns with splits and dividends undone. */
function returnsOf({ sessions, close, actions }: SimulatedHistory): number[] {
  const sum = (kind: string, day: string): number | null =>
    actions.find((a) => a.kind === kind && a.exDate === day)?.value.toNumber() ?? null;
  return sessions.slice(1).map((day, i) => {
    const paid = (close[i + 1]! + (sum('dividend', day) ?? 0)) * (sum('split', day) ?? 1);
    return Math.log(paid / close[i]!);
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const co = mean(a.map((value, i) => (value - ma) * (b[i]! - mb)));
  const spread = (values: readonly number[], m: number): number =>
    Math.sqrt(mean(values.map((value) => (value - m) ** 2)));
  return co / spread(a, ma) / spread(b, mb);
}

describe('simulateMarket', () => {
  it('holds every session of thirteen funds over twenty years', () => {
    expect(market.size).toBe(13);
    expect(of('SPY').sessions).toEqual(sessionsBetween(SIMULATION_START, last));
    expect(of('XLC').sessions[0]).toBe('2018-06-19');
    expect(of('RSX').sessions.at(-1)).toBe('2022-03-04');
    expect(SIMULATED_FUNDS.filter(({ name }) => !name.endsWith('(simulated)'))).toEqual([]);
  });

  it('appends when asked for a later session, and changes nothing before it', () => {
    const shorter = simulateMarket(tradingDate('2015-03-31'));
    for (const [symbol, early] of shorter) {
      for (const column of COLUMNS) {
        const length = early.sessions.length;
        expect(of(symbol)[column].slice(0, length).join()).toBe(early[column].join());
      }
      const known = of(symbol).actions.filter(({ exDate }) => exDate <= '2015-03-31');
      expect(known).toEqual(early.actions);
      const counted = shareReports(early);
      expect(shareReports(of(symbol)).slice(0, counted.length)).toEqual(counted);
    }
  });

  it.each([...market.keys()])('orders the prices of %s, in whole cents', (symbol) => {
    const { open, high, low, close, volume } = of(symbol);
    let wrong = 0;
    close.forEach((price, i) => {
      const inside = low[i]! > 0 && low[i]! <= Math.min(open[i]!, price);
      const isCents = Math.abs(price * 100 - Math.round(price * 100)) < 1e-6;
      const ordered = inside && high[i]! >= Math.max(open[i]!, price);
      if (!ordered || !isCents || !(volume[i]! > 0)) wrong += 1;
    });
    expect(wrong).toBe(0);
  });

  it('counts shares once a month, and splits them', () => {
    for (const history of market.values()) {
      const reports = shareReports(history);
      const months = new Set(history.sessions.map((session) => session.slice(0, 7)));
      expect(reports).toHaveLength(months.size);
      const changes = reports.slice(1).map(({ netAssets }, i) => netAssets / reports[i]!.netAssets);
      expect(Math.min(...changes)).toBeGreaterThan(0.6);
      expect(Math.max(...changes)).toBeLessThan(1.6);
    }
    // The split of EFA makes three shares of one in between two reports.
    const counts = new Map(shareReports(of('EFA')).map(({ day, shares }) => [day, shares]));
    const on = (date: string): number => counts.get(toEpochDay(tradingDate(date))) ?? 0;
    expect(on('2013-07-01') / on('2013-06-03')).toBeCloseTo(3, 0);
  });

  it('has plausible volatility, drift and no impossible session', () => {
    for (const { fund } of market.values()) {
      const returns = returnsOf(of(fund.symbol));
      const deviation = Math.sqrt(mean(returns.map((r) => r * r)) * 252);
      expect(deviation).toBeGreaterThan(0.03);
      expect(deviation).toBeLessThan(0.6);
      expect(Math.max(...returns.map(Math.abs))).toBeLessThan(Math.LN2);
      expect(Math.abs(mean(returns) * 252)).toBeLessThan(0.3);
    }
  });

  it('moves together, clusters, and trades more when it moves more', () => {
    const [spy, qqq, agg] = ['SPY', 'QQQ', 'AGG'].map((symbol) => returnsOf(of(symbol)));
    expect(correlation(spy!, qqq!)).toBeGreaterThan(0.8);
    expect(Math.abs(correlation(spy!, agg!))).toBeLessThan(0.6);
    const size = spy!.map(Math.abs);
    expect(correlation(size.slice(1), size.slice(0, -1))).toBeGreaterThan(0.1);
    expect(correlation(size, Array.from(of('SPY').volume.slice(1)))).toBeGreaterThan(0.3);
  });

  it('pays and splits on sessions', () => {
    for (const history of market.values()) {
      const days = new Set(history.sessions);
      expect(history.actions.filter(({ exDate }) => !days.has(exDate))).toEqual([]);
    }
    const splits = [...market.values()].flatMap(({ actions }) =>
      actions.filter(({ kind }) => kind === 'split'),
    );
    expect(splits.map(({ exDate }) => exDate)).toEqual(['2013-06-10', '2019-12-05']);
    expect(of('GLD').actions).toEqual([]);
    const paid = of('SPY').actions.filter(({ exDate }) => exDate.startsWith('2024'));
    expect(paid.map(({ exDate }) => exDate)).toEqual([
      '2024-03-15',
      '2024-06-21',
      '2024-09-20',
      '2024-12-20',
    ]);
  });
});
