import { beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { priceColumn } from '../../../test/builders/referenceInputs.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import { evaluate } from '../metrics/evaluate.js';
import { drawdownEpisodes } from '../metrics/kernels/drawdown.js';
import { gainsAndLosses } from '../metrics/kernels/gainsAndLosses.js';
import type { MetricId } from '../metrics/registry.js';
import { pairOf, type Sample } from '../metrics/sample.js';
import { sampleWindow } from './figures.js';

const DATA = sharedData('data/reference') ?? '';
const read = (path: string): string => readFileSync(`${DATA}/${path}`, 'utf8');

const TOLERANCE = 1e-10;
const RANGE = { window: 'max' } as const;

type Cell = number | string | null;

const ours =
  (id: MetricId, factor = 1) =>
  (sample: Sample): number =>
    (evaluate(sample, [id])[id].value ?? NaN) * factor;
/** By a library whose definition the reference follows there. */
const populationOf =
  (id: MetricId) =>
  (sample: Sample): number =>
    evaluate(sample, [id], 'performanceanalytics')[id].value ?? NaN;

/** Their year is 252 periods, ours 365.25 days: the same growth, told over another time. */
function growthByPeriods(sample: Sample): number {
  const years = sample.elapsedDays / 365.25 / (sample.returns.values.length / 252);
  return (1 + ours('cagr')(sample)) ** years - 1;
}

/** Compound growth per period of one side of the market, over that of the benchmark. */
const captureByGrowth = (isIn: (benchmark: number) => boolean) => (sample: Sample) => {
  const { asset, benchmark } = pairOf(sample);
  const growth = (values: Float64Array): number => {
    const taken = values.filter((_, i) => isIn(benchmark.values[i]!));
    const logSum = taken.reduce((sum, value) => sum + Math.log1p(value), 0);
    return Math.expm1((logSum * 252) / taken.length);
  };
  return growth(asset.values) / growth(benchmark.values);
};

/** The index of the deepest fall, as the reference numbers them: into the prices. */
const deepest = (sample: Sample) =>
  sample.of(drawdownEpisodes).reduce((worst, one) => (one.depth < worst.depth ? one : worst));
const dateAt = ({ dates }: Sample, index: number | null): string | null =>
  index === null ? null : fromEpochDay(dates[index]!);

const longestInPeriods = (sample: Sample): number =>
  Math.max(
    ...sample
      .of(drawdownEpisodes)
      .map(
        ({ peakIndex, recoveryIndex }) => (recoveryIndex ?? sample.prices.length - 1) - peakIndex,
      ),
  );

/** How each cell of the reference is had. */
const CELLS: Readonly<Record<string, (sample: Sample) => Cell>> = {
  n: ({ returns }) => returns.values.length,
  total_return: ours('totalReturn'),
  cagr: growthByPeriods,
  vol: ours('volatility'),
  downside_dev: ours('downsideDeviation'),
  sharpe: ours('sharpe'),
  sortino: ours('sortino'),
  max_drawdown: ours('maxDrawdown'),
  mdd_start_i: (sample) => deepest(sample).peakIndex,
  mdd_trough_i: (sample) => deepest(sample).troughIndex,
  mdd_recovery_i: (sample) => deepest(sample).recoveryIndex,
  mdd_start: (sample) => dateAt(sample, deepest(sample).peakIndex),
  mdd_trough: (sample) => dateAt(sample, deepest(sample).troughIndex),
  mdd_recovery: (sample) => dateAt(sample, deepest(sample).recoveryIndex),
  max_dd_duration_days: ours('longestDrawdownDays'),
  max_dd_duration_periods: longestInPeriods,
  calmar: (sample) => growthByPeriods(sample) / -ours('maxDrawdown')(sample),
  ulcer: ours('ulcerIndex'),
  var95: ours('var95', -1),
  var99: ours('var99', -1),
  cvar95: ours('cvar95', -1),
  cvar99: ours('cvar99', -1),
  skew: ours('skewness'),
  kurt_excess: ours('excessKurtosis'),
  skew_pop: populationOf('skewness'),
  kurt_pop: populationOf('excessKurtosis'),
  best_day: ours('bestDay'),
  worst_day: ours('worstDay'),
  win_rate: ours('winRate'),
  win_rate_nonzero: (sample) => {
    const { gainCount, lossCount } = sample.of(gainsAndLosses);
    return gainCount / (gainCount + lossCount);
  },
  beta: ours('beta'),
  alpha: ours('alpha'),
  alpha_compound: (sample) => (1 + ours('alpha', 1 / 252)(sample)) ** 252 - 1,
  corr: ours('correlation'),
  r2: ours('rSquared'),
  tracking_error: ours('trackingError'),
  information_ratio: ours('informationRatio'),
  up_capture: ours('upCapture'),
  down_capture: ours('downCapture'),
  up_capture_geo: captureByGrowth((benchmark) => benchmark > 0),
  down_capture_geo: captureByGrowth((benchmark) => benchmark < 0),
};

function isClose(value: Cell | undefined, expected: Cell): boolean {
  if (expected === null) return value === null || Number.isNaN(value);
  if (typeof value !== 'number' || typeof expected !== 'number') return value === expected;
  return Math.abs(value - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
}

describeWithSharedData('figures against numpy on the simulated set', () => {
  let symbols: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  let csv: string;

  beforeAll(() => {
    ({ symbols } = JSON.parse(read('simulated_small.json')) as { symbols: typeof symbols });
    csv = read('inputs/simulated_small.csv');
  });

  it('agree for every symbol and every cell', () => {
    const benchmark = priceColumn(csv, 'BENCH');
    expect(Object.keys(symbols).length).toBeGreaterThan(5);
    const wrong = Object.entries(symbols).flatMap(([symbol, cells]) => {
      const series = priceColumn(csv, symbol);
      const { sample } = sampleWindow({ series, benchmark, riskFree: 0.02 }, RANGE);
      return Object.entries(cells).flatMap(([name, expected]) => {
        const answer = CELLS[name]?.(sample!);
        return isClose(answer, expected) ? [] : [{ symbol, name, answer, expected }];
      });
    });
    expect(wrong).toEqual([]);
  });
});
