import { dateTexts } from '../../domain/dateTexts.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { CalendarYear } from '../backtest/comparison/calendarYears.js';
import {
  comparePaths,
  type ComparedPath,
  type DifferenceMetric,
} from '../backtest/comparison/compare.js';
import type { LabelledPath } from '../backtest/comparison/alignedPaths.js';
import { riskFreeReturns } from '../frames/riskFree.js';
import { PERIODS_PER_YEAR } from '../metrics/annualisation.js';
import { METRIC_IDS, type MetricId } from '../metrics/registry.js';
import type { BacktestBenchmark, BacktestInput } from './backtestInput.js';
import { notesOf, type BacktestNote } from './backtestNotes.js';
import { fallsOf } from './equitySeries.js';
import { runBacktest } from './runBacktest.js';
import { toldFigures, type ToldFigures } from './toldFigures.js';

/** Portfolios to be held against each other; benchmark, risk-free rate and convention are alike. */
export interface ComparisonInput {
  /** The first is what the others are held against. */
  readonly portfolios: readonly { readonly label: string; readonly input: BacktestInput }[];
  /** The whole catalogue unless given. */
  readonly metrics?: readonly MetricId[];
}

/** One portfolio among the others. */
export interface ComparedPortfolio extends ToldFigures<MetricId> {
  readonly label: string;
  readonly years: readonly CalendarYear[];
  readonly bestYear: CalendarYear | null;
  readonly worstYear: CalendarYear | null;
  /** Against the first; null for the first itself. */
  readonly difference: ToldFigures<DifferenceMetric> | null;
  readonly notes: readonly BacktestNote[];
}

/** Several portfolios side by side on the sessions that all have, as plain JSON. */
export interface ComparisonReport {
  readonly from: TradingDate;
  readonly to: TradingDate;
  readonly sessions: number;
  readonly portfolios: readonly ComparedPortfolio[];
  /** Of daily returns, in the order of the portfolios; null where there is none. */
  readonly correlations: readonly (readonly (number | null)[])[];
  /** By label, columns as long as `date`: growth from 1 on, and the fall from its highest. */
  readonly series: {
    readonly date: readonly TradingDate[];
    readonly growth: Readonly<Record<string, readonly number[]>>;
    readonly drawdown: Readonly<Record<string, readonly number[]>>;
  };
}

/**
 * Runs several portfolios and holds them against each other.
 *
 * @throws HighwaterError as `runBacktest` and `comparePaths`
 */
export function comparisonReport({ portfolios, metrics }: ComparisonInput): ComparisonReport {
  const runs = portfolios.map(({ input }) => runBacktest(input));
  const { benchmark, riskFreeRate, convention } = (portfolios[0] as (typeof portfolios)[0]).input;
  const ids = metrics ?? METRIC_IDS;
  const { dates, paths, correlations } = comparePaths({
    paths: runs.map(({ path }, i): LabelledPath => {
      const { label } = portfolios[i] as (typeof portfolios)[0];
      return { label, dates: path.dates, values: path.adjustedClose };
    }),
    riskFreeRate:
      typeof riskFreeRate === 'number'
        ? riskFreeRate
        : (days) => riskFreeReturns(riskFreeRate, days, PERIODS_PER_YEAR.daily),
    benchmark: benchmarkPath(benchmark),
    metrics: ids,
    ...(convention === undefined ? {} : { convention }),
  });
  const byLabel = (column: (values: Float64Array) => Float64Array): Record<string, number[]> =>
    Object.fromEntries(paths.map(({ label, values }) => [label, Array.from(column(values))]));
  return {
    from: fromEpochDay(dates[0] as number),
    to: fromEpochDay(dates.at(-1) as number),
    sessions: dates.length,
    portfolios: paths.map((path, i) => told(path, notesOf(runs[i] as (typeof runs)[0]))),
    correlations: correlations.map((row) =>
      row.map((entry) => (typeof entry === 'number' ? entry : null)),
    ),
    series: {
      date: dateTexts(dates),
      growth: byLabel((values) => values),
      drawdown: byLabel(fallsOf),
    },
  };
}

/** Null where it has no prices at all: what needs a benchmark is then missing. */
function benchmarkPath(benchmark: BacktestBenchmark | null): LabelledPath | null {
  if (benchmark === null || benchmark.series.dates.length === 0) return null;
  const { dates, adjustedClose } = benchmark.series;
  return { label: benchmark.name, dates, values: adjustedClose };
}

function told(path: ComparedPath, notes: readonly BacktestNote[]): ComparedPortfolio {
  const { label, figures, years, bestYear, worstYear, difference } = path;
  return {
    label,
    ...toldFigures(figures),
    years,
    bestYear,
    worstYear,
    difference: difference && toldFigures(difference),
    notes,
  };
}
