import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { buildSample } from '../../../../../test/builders/sample.js';
import { describeWithSharedData, sharedData } from '../../../../../test/setup/sharedData.js';
import { toEpochDay, tradingDate } from '../../../../domain/tradingDate.js';
import { DAYS_PER_YEAR } from '../../annualisation.js';
import { evaluate } from '../../evaluate.js';
import { growthOf, growthPerYear } from '../../kernels/growth.js';
import { logReturns } from '../../kernels/logReturns.js';
import { depthsUnderWater } from '../../kernels/underwater.js';
import type { MetricId } from '../../registry.js';
import { compound, type Sample } from '../../sample.js';

/** A case of ffn's own tests. */
interface Case {
  readonly metric: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly expected: number;
  readonly decimals: number;
}

interface History {
  readonly dates: Int32Array;
  readonly prices: Float64Array;
}

const DATA = sharedData('data/reference') ?? '';
const read = (path: string): string => readFileSync(`${DATA}/${path}`, 'utf8');

/** The days of a file that writes them as month/day/year. */
function dayOf(text: string): number {
  const [month = '', day = '', year = ''] = text.split('/');
  return toEpochDay(tradingDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`));
}

function historyOf(symbol: unknown): History {
  const [head = '', ...lines] = read('inputs/ffn_test_data.csv').trim().split('\n');
  const index = head.trim().split(',').indexOf(String(symbol));
  const rows = lines.map((line) => line.trim().split(','));
  return {
    dates: Int32Array.from(rows, ([date]) => dayOf(date!)),
    prices: Float64Array.from(rows, (row) => Number(row[index])),
  };
}

function sampleOf({ dates, prices }: History): Sample {
  const returns = prices.subarray(1).map((price, i) => growthOf(prices[i]!, price));
  return buildSample({ returns, prices, dates });
}

const first = ({ dates, prices }: History, count: number): History => ({
  dates: dates.slice(0, count),
  prices: prices.slice(0, count),
});

function within({ dates, prices }: History, window: unknown): History {
  const [from, to] = String(window)
    .split('..')
    .map((date) => toEpochDay(tradingDate(date)));
  const isIn = (_: number, i: number): boolean => dates[i]! >= from! && dates[i]! <= to!;
  return { dates: dates.filter(isIn), prices: prices.filter(isIn) };
}

const theirs = (sample: Sample, id: MetricId): number => evaluate(sample, [id], 'ffn')[id].value!;

/** The rows that a case asks for: all, or the first so many. */
function asked({ asset, rows }: Case['parameters']): History {
  const history = historyOf(asset);
  const count = /^first (\d+)/.exec(String(rows))?.[1];
  return count === undefined ? history : first(history, Number(count));
}

const bare = (prices: unknown): Sample =>
  sampleOf({
    prices: Float64Array.from(prices as number[]),
    dates: Int32Array.from((prices as number[]).keys()),
  });

const row =
  (of: (sample: Sample) => ArrayLike<number>, offset: number) => (it: Case['parameters']) =>
    of(sampleOf(historyOf(it['asset'])))[Number(it['row_index']) - offset]!;

/** What each kind of case comes to: by the convention where ffn has a metric, else by the kernel. */
const FIGURES: Readonly<Record<string, (parameters: Case['parameters']) => number>> = {
  cagr: (it) => theirs(sampleOf(asked(it)), 'cagr'),
  year_fraction: ({ start, end }) =>
    (toEpochDay(tradingDate(String(end))) - toEpochDay(tradingDate(String(start)))) / DAYS_PER_YEAR,
  max_drawdown: (it) => theirs(sampleOf(asked(it)), 'maxDrawdown'),
  simple_return: row(({ returns }) => returns.values, 1),
  log_return: row((sample) => sample.of(logReturns).values, 1),
  rebase_100: row(({ returns }) => compound(returns.values).map((price) => 100 * price), 0),
  drawdown_series: row((sample) => sample.of(depthsUnderWater).map((depth) => -depth), 1),
  mtd_return: ({ asset, window }) =>
    theirs(sampleOf(within(historyOf(asset), window)), 'returnMtd'),
  ytd_return: ({ asset, window }) =>
    theirs(sampleOf(within(historyOf(asset), window)), 'returnYtd'),
  sortino_per_period: ({ returns }) =>
    theirs(buildSample({ returns: returns as number[] }), 'sortino') / Math.sqrt(252),
  ulcer_index_percent: ({ prices }) => theirs(bare(prices), 'ulcerIndex'),
  ulcer_performance_index: ({ prices }) => theirs(bare(prices), 'martin'),
  // Their year is 365 days, ours 365.25: the same growth over a time as much longer.
  annualize_return: (it) =>
    growthPerYear(
      1,
      1 + Number(it['total_return']),
      (Number(it['days']) * DAYS_PER_YEAR) / Number(it['days_per_year']),
    ),
  inverse_vol_weight: (it) => inverseVolatilityWeight(it),
};

/** Weights are no metric; the volatilities that they are made of are. */
function inverseVolatilityWeight(parameters: Case['parameters']): number {
  const inverseOf = (asset: unknown): number =>
    1 / theirs(sampleOf(asked({ ...parameters, asset })), 'volatility');
  const all = ['AAPL', 'MSFT', 'C'].map(inverseOf);
  return inverseOf(parameters['asset']) / all.reduce((sum, value) => sum + value, 0);
}

describeWithSharedData("ffn's own tests", () => {
  const { cases } = JSON.parse(read('ffn_tests.json')) as { cases: Case[] };

  it('are all accounted for: none is left out', () => {
    expect(cases).toHaveLength(34);
    expect(cases.filter(({ metric }) => !(metric in FIGURES))).toEqual([]);
  });

  it.each(cases)('$metric $parameters', ({ metric, parameters, expected, decimals }) => {
    const difference = Math.abs(FIGURES[metric]!(parameters) - expected);
    expect(difference).toBeLessThanOrEqual(1.5 * 10 ** -decimals);
  });
});
