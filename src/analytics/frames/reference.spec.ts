import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { sharedData, describeWithSharedData } from '../../../test/setup/sharedData.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import {
  fromEpochDay,
  toEpochDay,
  tradingDate,
  type TradingDate,
} from '../../domain/tradingDate.js';
import { deepestDrawdown } from '../metrics/kernels/drawdown.js';
import { ReturnColumn } from '../metrics/sample.js';
import { figuresOf } from './figures.js';
import { simpleReturns } from './returns.js';
import { sampleWindow } from './figures.js';

const DATA = sharedData('data') ?? '';
const read = (path: string): string => readFileSync(`${DATA}/${path}`, 'utf8');

/** One column of a CSV of dated rows, as adjusted closes. */
function seriesOf(csv: string, column: string): PriceSeries {
  const [head = '', ...lines] = csv.trim().split('\n');
  const index = head.trim().split(',').indexOf(column);
  const rows = lines.map((line) => line.split(','));
  const dates = Int32Array.from(rows, ([date]) => toEpochDay(tradingDate(date!)));
  const adjustedClose = Float64Array.from(rows, (row) => Number(row[index]));
  return { dates, close: adjustedClose, adjustedClose, volume: new Float64Array(dates.length) };
}

interface Case {
  readonly inputs: string;
  readonly asset: string;
  readonly metric: string;
  readonly expected: number | Record<string, number | string>;
}
interface Reference {
  readonly tolerance: number;
  readonly cases: Case[];
}

const SQRT = Math.sqrt(252);

/** What each comparable case is in terms of ours; signs and annualisation turned back. */
function comparable(series: PriceSeries, benchmark: PriceSeries): Record<string, number> {
  const { observations, figures } = figuresOf({
    series,
    benchmark,
    riskFree: 0,
    range: { window: 'max' },
  });
  const value = (id: keyof typeof figures): number => figures[id].value ?? NaN;
  const { mean, standardDeviation } = new ReturnColumn(
    simpleReturns(series.dates, series.adjustedClose).values,
  ).moments;
  return {
    observations,
    cumulative_return: value('totalReturn'),
    annualized_return_arithmetic: mean * 252,
    mean,
    stddev_sample: standardDeviation,
    annualized_stddev: value('volatility'),
    sharpe_annualized_rf0_arithmetic: value('sharpe'),
    sharpe_per_period_stddev: value('sharpe') / SQRT,
    downside_deviation_mar0_full: value('downsideDeviation') / SQRT,
    sortino_mar0_per_period: value('sortino') / SQRT,
    max_drawdown: -value('maxDrawdown'),
    VaR_historical_95: -value('var95'),
    ES_historical_95: -value('cvar95'),
    beta: value('beta'),
    alpha_per_period: value('alpha') / 252,
    correlation: value('correlation'),
    r_squared: value('correlation') ** 2,
  };
}

/** Cases that are compared in tests of their own below. */
const COMPARED_APART = ['calendar_year_returns', 'drawdown_rank_1'];

/** Same name, another definition; docs/decisions/019 tells them apart. */
const OTHER_DEFINITION: Record<string, string> = {
  annualized_return_geometric: '252 / n periods; ours takes elapsed days / 365.25',
  sharpe_annualized_rf0_geometric: 'geometric mean over volatility; ours is arithmetic',
  calmar_ratio: 'growth by 252 / n periods; ours takes elapsed days / 365.25',
  jensen_alpha_annualised: 'on geometric annual returns; ours is daily, times 252',
  downside_deviation_mar0_subset: 'divided by the returns below the target; ours by all',
};

/** Metrics that the registry does not have. */
const NOT_A_METRIC = new Set(
  `semideviation average_drawdown average_drawdown_length average_recovery drawdown_deviation
  ulcer_index pain_index sterling_ratio_excess10 martin_ratio_rf0 pain_ratio_rf0 VaR_gaussian_95
  ES_gaussian_95 VaR_modified_95 ES_modified_95 VaR_historical_99 ES_historical_99 VaR_gaussian_99
  ES_gaussian_99 VaR_modified_99 ES_modified_99 skewness_moment skewness_sample kurtosis_excess
  kurtosis_sample_excess omega_L0 upside_potential_ratio_mar0 gain_positive_fraction
  bernardo_ledoit kelly_full hurst_index rachev_default drawdown_rank_2 drawdown_rank_3
  drawdown_rank_4 drawdown_rank_5 beta_bull beta_bear tracking_error_annualised active_premium
  information_ratio treynor_ratio up_capture up_number up_percent down_capture down_number
  down_percent systematic_risk specific_risk m_squared`.split(/\s+/),
);

describeWithSharedData('figures against PerformanceAnalytics on real ETFs', () => {
  const { tolerance, cases } = JSON.parse(
    read('reference/performanceanalytics_etf_daily.json'),
  ) as Reference;
  const series = new Map<string, PriceSeries>();
  for (const { asset, inputs } of cases) {
    if (!series.has(asset)) series.set(asset, seriesOf(read(inputs.split(';')[0]!), 'adj_close'));
  }
  const benchmark = series.get('SPY')!;

  it.each([...series.keys()])('agree for %s, case by case', (asset) => {
    const ours = comparable(series.get(asset)!, benchmark);
    const ofAsset = cases.filter((one) => one.asset === asset && one.metric in ours);
    expect(ofAsset.length).toBeGreaterThanOrEqual(asset === 'SPY' ? 13 : 17);
    for (const { metric, expected } of ofAsset) {
      const difference = Math.abs(ours[metric]! - Number(expected));
      const isClose = difference <= tolerance * Math.abs(Number(expected));
      expect([asset, metric, isClose ? 'close' : ours[metric]]).toEqual([asset, metric, 'close']);
    }
  });

  it('agree on every calendar year', () => {
    const years = cases.filter(({ metric }) => metric === 'calendar_year_returns');
    expect(years.length).toBe(5);
    for (const { asset, expected } of years) {
      const history = series.get(asset)!;
      const first = fromEpochDay(history.dates[0]!);
      for (const [year, value] of Object.entries(expected)) {
        const eve = `${Number(year) - 1}-12-31` as TradingDate;
        const { figures } = figuresOf({
          series: history,
          benchmark: null,
          riskFree: 0,
          range: { from: eve < first ? first : eve, to: `${year}-12-31` as TradingDate },
        });
        expect(figures.totalReturn.value).toBeCloseTo(Number(value), 8);
      }
    }
  });

  it('agree on where the deepest drawdown begins and ends', () => {
    const deepest = cases.filter(({ metric }) => metric === 'drawdown_rank_1');
    expect(deepest.length).toBe(5);
    for (const { asset, expected } of deepest) {
      const history = series.get(asset)!;
      const { dates } = history;
      const request = { series: history, benchmark: null, riskFree: 0 };
      const { sample } = sampleWindow(request, { window: 'max' });
      const { depth, peakIndex, troughIndex } = sample!.of(deepestDrawdown);
      expect({
        depth: Math.round(depth * 1e4) / 1e4,
        from: fromEpochDay(dates[peakIndex + 1]!),
        trough: fromEpochDay(dates[troughIndex]!),
      }).toEqual(expect.objectContaining(pick(expected, ['depth', 'from', 'trough'])));
    }
  });

  it('leave no case unaccounted for', () => {
    const known = new Set([
      ...Object.keys(comparable(benchmark, benchmark)),
      ...COMPARED_APART,
      ...Object.keys(OTHER_DEFINITION),
      ...NOT_A_METRIC,
    ]);
    expect(cases.map(({ metric }) => metric).filter((metric) => !known.has(metric))).toEqual([]);
  });
});

function pick(from: Case['expected'], keys: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

/** Our metric, the reference's name, and the sign between them. CAGR and Calmar follow below. */
const SIMULATED = [
  ['totalReturn', 'total_return', 1],
  ['volatility', 'vol', 1],
  ['downsideDeviation', 'downside_dev', 1],
  ['sharpe', 'sharpe', 1],
  ['sortino', 'sortino', 1],
  ['maxDrawdown', 'max_drawdown', 1],
  ['var95', 'var95', -1],
  ['cvar95', 'cvar95', -1],
  ['beta', 'beta', 1],
  ['alpha', 'alpha', 1],
  ['correlation', 'corr', 1],
] as const;

describeWithSharedData('figures against numpy on the simulated set', () => {
  const { symbols } = JSON.parse(read('reference/simulated_small.json')) as {
    symbols: Record<string, Record<string, number>>;
  };
  const csv = read('reference/inputs/simulated_small.csv');
  const benchmark = seriesOf(csv, 'BENCH');

  it.each(Object.keys(symbols))('agree for %s to 1e-10', (symbol) => {
    const series = symbol === 'BENCH' ? benchmark : seriesOf(csv, symbol);
    const expected = symbols[symbol]!;
    const range = { window: 'max' } as const;
    const { figures, observations } = figuresOf({ series, benchmark, riskFree: 0.02, range });
    expect(observations).toBe(expected['n']);
    for (const [id, name, sign] of SIMULATED) {
      if (symbol === 'BENCH' && expected[name] === undefined) continue;
      expect([id, figures[id].value! * sign]).toEqual([id, expect.closeTo(expected[name]!, 10)]);
    }
    // Their year is 252 periods, ours 365.25 days: the same growth, told over another time.
    const days = series.dates.at(-1)! - series.dates[0]!;
    const years = days / 365.25 / (observations / 252);
    const growth = (1 + figures.cagr.value!) ** years - 1;
    expect(growth).toBeCloseTo(expected['cagr']!, 10);
    const calmar = figures.calmar.value! * (growth / figures.cagr.value!);
    expect(calmar).toBeCloseTo(expected['calmar']!, 10);
  });
});
