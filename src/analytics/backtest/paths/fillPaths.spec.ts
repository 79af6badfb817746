import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeWithSharedData, sharedData } from '../../../../test/setup/sharedData.js';
import { sessionsBetween } from '../../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { evaluate } from '../../metrics/evaluate.js';
import { fillPaths } from './fillPaths.js';
import { pathJob, type PathRequest, type Rebalance } from './pathJob.js';
import { pathPrices, type PathPrices } from './pathPrices.js';
import { pathSample } from './pathSample.js';

const dates = Int32Array.from(
  sessionsBetween(tradingDate('2024-01-02'), tradingDate('2024-06-28')),
  toEpochDay,
);

function pricesOf(...columns: ((session: number) => number)[]): PathPrices {
  const assets = columns.map((close, i) => ({
    symbol: `A${i}`,
    adjustedClose: Float64Array.from(dates, (_, session) => close(session)),
  }));
  return pathPrices(dates, assets);
}

function pathOf(request: Partial<PathRequest> & Pick<PathRequest, 'prices' | 'weights'>) {
  const job = pathJob({ rebalance: 'none', costBps: 0, initialCapital: 1, ...request });
  const paths = new Float64Array(job.vectors * job.sessions);
  fillPaths(job, paths);
  return paths;
}

describe('equity paths', () => {
  const prices = pricesOf(
    (i) => 100 + i,
    () => 50,
  );
  const weights = Float64Array.of(0.5, 0.5);

  it('drift when nothing is rebalanced', () => {
    const path = pathOf({ prices, weights, initialCapital: 1000 });
    path.forEach((value, i) => expect(value).toBeCloseTo(500 * (1 + i / 100) + 500, 9));
  });

  it('return to their weights at the last close of each month', () => {
    const path = pathOf({ prices, weights, rebalance: 'monthly' });
    const january = dates.findLastIndex((day) => day <= toEpochDay(tradingDate('2024-01-31')));
    const february = dates.findLastIndex((day) => day <= toEpochDay(tradingDate('2024-02-29')));
    const atJanuary = 0.5 * (1 + january / 100) + 0.5;
    expect(path[january]).toBeCloseTo(atJanuary, 12);
    const growth = (100 + february) / (100 + january);
    expect(path[february]).toBeCloseTo(atJanuary * (0.5 * growth + 0.5), 12);
  });

  it('keep in cash what the weights leave of 1', () => {
    const path = pathOf({ prices, weights: Float64Array.of(0.25, 0) });
    expect(path[10]).toBeCloseTo(0.75 + 0.25 * 1.1, 12);
    expect(pathOf({ prices, weights: Float64Array.of(0, 0), costBps: 100 })[10]).toBe(1);
  });

  it('pay for the first purchase out of the same money', () => {
    const path = pathOf({ prices, weights, costBps: 100 });
    // What is bought and its costs of one percent are what there was.
    expect(path[0]).toBeCloseTo(1 / 1.01, 14);
  });

  it('are each written in their own place', () => {
    const both = Float64Array.of(1, 0, 0.3, 0.7);
    const job = pathJob({
      prices,
      weights: both,
      rebalance: 'weekly',
      costBps: 5,
      initialCapital: 1,
    });
    const inParts = new Float64Array(job.vectors * job.sessions);
    fillPaths(job, inParts, 1, 2);
    expect(inParts.subarray(0, job.sessions).every((value) => value === 0)).toBe(true);
    fillPaths(job, inParts, 0, 1);
    expect([...inParts]).toEqual([
      ...pathOf({ prices, weights: both.slice(0, 2), rebalance: 'weekly', costBps: 5 }),
      ...pathOf({ prices, weights: both.slice(2), rebalance: 'weekly', costBps: 5 }),
    ]);
  });

  it.each([3, 10, 11, 20])('of %i assets are the same alone and beside another', (assets) => {
    const waves = Array.from({ length: assets }, (_, k) => (i: number) => 50 + k + Math.sin(i * k));
    const vectors = [0, 1, 2].map((vector) =>
      Float64Array.from(waves, (_, k) => (1 + ((k + vector) % 4)) / (4 * assets)),
    );
    const terms = { prices: pricesOf(...waves), rebalance: 'weekly', costBps: 7 } as const;
    const together = pathOf({
      ...terms,
      weights: Float64Array.from(vectors.flatMap((v) => [...v])),
    });
    expect([...together]).toEqual(vectors.flatMap((weights) => [...pathOf({ ...terms, weights })]));
  });

  it('refuse what cannot be, and say why', () => {
    const refusal = (request: Partial<PathRequest>): unknown => {
      try {
        pathOf({ prices, weights, ...request });
      } catch (error) {
        return (error as { code: unknown }).code;
      }
      return 'accepted';
    };
    expect(refusal({ weights: Float64Array.of(0.6, 0.6) })).toBe('BAD_WEIGHTS');
    expect(refusal({ weights: Float64Array.of(-0.1, 0.6) })).toBe('BAD_WEIGHTS');
    expect(refusal({ weights: Float64Array.of(NaN, 0.6) })).toBe('BAD_WEIGHTS');
    expect(refusal({ weights: Float64Array.of(0.6) })).toBe('BAD_WEIGHTS');
    expect(refusal({ weights: new Float64Array() })).toBe('PATHS_EMPTY');
    expect(refusal({ costBps: -1 })).toBe('BAD_COSTS');
    expect(refusal({ initialCapital: 0 })).toBe('BAD_CAPITAL');
    expect(refusal({ weights: new Float64Array(1_000_000) })).toBe('PATHS_TOO_COSTLY');
    const wide = { ...prices, closes: new Float64Array(3_000_001) };
    expect(refusal({ prices: wide })).toBe('PATHS_TOO_COSTLY');
    expect(() => pricesOf((i) => 3 - i)).toThrow('A0 on 2024-01-05 is not a positive number');
  });
});

const REFERENCE_RULES: Readonly<Record<string, Rebalance>> = {
  none: 'none',
  months: 'monthly',
  years: 'yearly',
};

interface ReferenceCase {
  readonly metric: string;
  readonly parameters: { readonly rebalance?: string };
  readonly expected: number;
}

describeWithSharedData('SPY and AGG, 60 to 40, by PerformanceAnalytics', () => {
  const read = (path: string): string => readFileSync(sharedData(path)!, 'utf8');
  const { cases } = JSON.parse(read('data/reference/portfolio_60_40.json')) as {
    cases: ReferenceCase[];
  };
  const rowsOf = (symbol: string): string[][] =>
    read(`data/prices/${symbol}.csv`)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .filter(([date]) => date! >= '2005-01-03' && date! <= '2023-12-29');
  const rows = { SPY: rowsOf('SPY'), AGG: rowsOf('AGG') };
  const days = Int32Array.from(rows.SPY, ([date]) => toEpochDay(tradingDate(date!)));
  const closes = (symbol: 'SPY' | 'AGG'): Float64Array =>
    Float64Array.from(rows[symbol], (row) => Number(row[5]));
  const prices = pathPrices(days, [
    { symbol: 'SPY', adjustedClose: closes('SPY') },
    { symbol: 'AGG', adjustedClose: closes('AGG') },
  ]);

  const figureOf = (metric: string, rule: string): number => {
    if (metric === 'correlation_daily') {
      const sample = pathSample({ dates: days, values: closes('SPY') }, 0, closes('AGG'));
      return evaluate(sample, ['correlation']).correlation.value!;
    }
    const weights = Float64Array.of(0.6, 0.4);
    const values = pathOf({ prices, weights, rebalance: REFERENCE_RULES[rule]! });
    const sample = pathSample({ dates: days, values }, 0, null);
    const figures = evaluate(sample, ['totalReturn', 'volatility', 'maxDrawdown']);
    if (metric.includes('cumulative')) return figures.totalReturn.value!;
    return metric.includes('stddev') ? figures.volatility.value! : -figures.maxDrawdown.value!;
  };

  it('lie on the same dates, one before the first return', () => {
    expect(rows.AGG.map(([date]) => date)).toEqual(rows.SPY.map(([date]) => date));
    expect(days.length).toBe(4781);
    expect(cases.length).toBe(10);
  });

  it.each(cases.map((it) => [it.metric, it] as const))('%s', (metric, { parameters, expected }) => {
    const value = figureOf(metric, parameters.rebalance ?? metric.split('_').at(-1)!);
    expect(Math.abs(value - expected)).toBeLessThan(1e-8);
  });
});
