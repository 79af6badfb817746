import { calendarReturns } from '../../src/analytics/frames/calendarReturns.js';
import { upDownMarkets, type MarketRow } from '../../src/analytics/frames/upDownMarkets.js';
import { annualisedReturnOf } from '../../src/analytics/metrics/conventions/performanceanalytics/kernels/annualisedReturn.js';
import type { Convention } from '../../src/analytics/metrics/conventions/variant.js';
import { evaluate } from '../../src/analytics/metrics/evaluate.js';
import { drawdownEpisodes } from '../../src/analytics/metrics/kernels/drawdown.js';
import { excessReturns } from '../../src/analytics/metrics/kernels/excess.js';
import { gainsAndLosses } from '../../src/analytics/metrics/kernels/gainsAndLosses.js';
import type { MetricId } from '../../src/analytics/metrics/registry.js';
import { pairOf, type ReturnColumn, type Sample } from '../../src/analytics/metrics/sample.js';
import { fromEpochDay } from '../../src/domain/tradingDate.js';
import type { ReferenceInputs } from './referenceInputs.js';
import { buildSample } from './sample.js';

/** A number of a reference file, or a record of numbers and dates. */
export interface Case {
  readonly asset: string;
  readonly metric: string;
  readonly inputs?: string;
  readonly parameters: { readonly benchmark?: string; readonly Rf?: string | number };
  readonly expected: number | Readonly<Record<string, number | string | null>>;
}
function figureOf({ sample }: ReferenceInputs, id: MetricId, convention: Convention): number {
  return evaluate(sample, [id], convention)[id].value ?? NaN;
}
/** A figure by PerformanceAnalytics' definition. */
const theirs =
  (id: MetricId, factor: (sample: Sample) => number = () => 1) =>
  (inputs: ReferenceInputs): number =>
    figureOf(inputs, id, 'performanceanalytics') * factor(inputs.sample);
/** A figure by our own. */
const ours =
  (id: MetricId, factor: (sample: Sample) => number = () => 1) =>
  (inputs: ReferenceInputs): number =>
    figureOf(inputs, id, 'highwater') * factor(inputs.sample);

const size = (sample: Sample): number => sample.returns.values.length;
const perPeriod = (sample: Sample): number => 1 / Math.sqrt(sample.periodsPerYear);

/** The Sharpe ratio of compounded excess returns: not the library's default. */
function geometricSharpe({ sample }: ReferenceInputs): number {
  const excess = sample.of(excessReturns);
  const growth = annualisedReturnOf(excess, sample.periodsPerYear);
  return (growth * perPeriod(sample)) / excess.moments.standardDeviation;
}

/** Of the table of up and down markets; `down` as the rises of both turned over. */
const inMarket =
  (side: 'up' | 'down', field: 'winRate' | 'battingAverage') =>
  ({ sample }: ReferenceInputs): number => {
    if (side === 'up' || field === 'battingAverage') return rowOf(sample, side)[field] ?? NaN;
    const pair = pairOf(sample);
    const turned = (column: ReturnColumn): Float64Array => column.values.map((value) => 0 - value);
    const sides = { returns: turned(pair.asset), benchmark: turned(pair.benchmark) };
    return rowOf(buildSample(sides), 'up')[field] ?? NaN;
  };

function rowOf(sample: Sample, side: 'up' | 'down'): MarketRow {
  const rows = upDownMarkets(sample);
  return (typeof rows === 'string' ? [] : rows).find(({ market }) => market === side)!;
}

type Numbers = Readonly<Record<string, (inputs: ReferenceInputs) => number>>;

/** How each number of the reference files is had by the library's definitions. */
export const THEIRS: Numbers = {
  observations: ({ sample }) => size(sample),
  cumulative_return: theirs('totalReturn'),
  annualized_return_geometric: theirs('cagr'),
  annualized_return_arithmetic: theirs('meanReturnAnnual'),
  mean: theirs('meanReturn'),
  stddev_sample: theirs('volatility', perPeriod),
  annualized_stddev: theirs('volatility'),
  sharpe_annualized_rf0_geometric: geometricSharpe,
  sharpe_annualized_rf0_arithmetic: theirs('sharpe'),
  // So named, but called with the default of 2.1.0: arithmetic, here with a rate that changes.
  sharpe_annualized_rf3m_geometric: theirs('sharpe'),
  sharpe_per_period_stddev: theirs('sharpe', perPeriod),
  downside_deviation_mar0_full: theirs('downsideDeviation'),
  downside_deviation_mar0_subset: theirs('downsideDeviation', (sample) =>
    Math.sqrt(size(sample) / sample.of(gainsAndLosses).lossCount),
  ),
  semideviation: theirs('semiDeviation'),
  sortino_mar0_per_period: theirs('sortino'),
  max_drawdown: theirs('maxDrawdown'),
  average_drawdown: theirs('averageDrawdown'),
  average_drawdown_length: theirs('averageDrawdownDays'),
  average_recovery: theirs('averageRecoveryDays'),
  drawdown_deviation: theirs('drawdownDeviation'),
  ulcer_index: theirs('ulcerIndex'),
  pain_index: theirs('painIndex'),
  calmar_ratio: theirs('calmar'),
  sterling_ratio_excess10: theirs('sterling'),
  martin_ratio_rf0: theirs('martin'),
  pain_ratio_rf0: theirs('painRatio'),
  VaR_historical_95: theirs('var95'),
  VaR_historical_99: theirs('var99'),
  VaR_gaussian_95: theirs('gaussianVar95'),
  VaR_gaussian_99: theirs('gaussianVar99'),
  VaR_modified_95: theirs('modifiedVar95'),
  VaR_modified_99: theirs('modifiedVar99'),
  ES_historical_95: theirs('cvar95'),
  ES_historical_99: theirs('cvar99'),
  ES_gaussian_95: theirs('gaussianCvar95'),
  ES_gaussian_99: theirs('gaussianCvar99'),
  ES_modified_95: theirs('modifiedCvar95'),
  ES_modified_99: theirs('modifiedCvar99'),
  skewness_moment: theirs('skewness'),
  skewness_sample: theirs('skewness', (sample) => {
    const n = size(sample);
    return n ** 2 / ((n - 1) * (n - 2));
  }),
  kurtosis_excess: theirs('excessKurtosis'),
  kurtosis_sample_excess: ours('excessKurtosis'),
  omega_L0: theirs('omega'),
  upside_potential_ratio_mar0: theirs('upsidePotentialRatio'),
  gain_positive_fraction: theirs('winRate'),
  bernardo_ledoit: theirs('bernardoLedoit'),
  kelly_full: theirs('kelly', () => 2),
  hurst_index: theirs('hurstExponent'),
  rachev_default: theirs('rachev'),
  beta: theirs('beta'),
  beta_bull: theirs('betaBull'),
  beta_bear: theirs('betaBear'),
  alpha_per_period: theirs('alpha'),
  jensen_alpha_annualised: theirs('selectivity'),
  correlation: theirs('correlation'),
  r_squared: ours('rSquared'),
  tracking_error_annualised: theirs('trackingError'),
  active_premium: theirs('activePremium'),
  information_ratio: theirs('informationRatio'),
  treynor_ratio: theirs('treynor'),
  up_capture: theirs('upCapture'),
  up_number: inMarket('up', 'winRate'),
  up_percent: inMarket('up', 'battingAverage'),
  down_capture: theirs('downCapture'),
  down_number: inMarket('down', 'winRate'),
  down_percent: inMarket('down', 'battingAverage'),
  systematic_risk: theirs('systematicRisk'),
  specific_risk: theirs('specificRisk'),
  m_squared: theirs('mSquared'),
};

/** The worst drawdowns as the library tables them, in periods; the recovery counted in. */
function drawdownOf({ sample }: ReferenceInputs, rank: number): Case['expected'] {
  const { dates } = sample;
  const worst = sample.of(drawdownEpisodes).toSorted((a, b) => a.depth - b.depth)[rank - 1]!;
  const { depth, peakIndex, troughIndex, recoveryIndex } = worst;
  return {
    from: fromEpochDay(dates[peakIndex + 1]!),
    trough: fromEpochDay(dates[troughIndex]!),
    to: recoveryIndex === null ? null : fromEpochDay(dates[recoveryIndex]!),
    depth: Math.round(depth * 1e4) / 1e4,
    length: (recoveryIndex ?? dates.length) - peakIndex,
    to_trough: troughIndex - peakIndex,
    recovery: recoveryIndex === null ? null : recoveryIndex - troughIndex,
  };
}

function yearsOf({ series }: ReferenceInputs): Case['expected'] {
  const to = fromEpochDay(series.dates.at(-1)!);
  const years = calendarReturns(series, 'year', { to });
  return Object.fromEntries(years.map((row) => [row.period, row.return]));
}

/** Numbers that are ours too, but for sign and scale, where the rate is 0. */
export const OURS: Numbers = {
  downside_deviation_mar0_full: ours('downsideDeviation', perPeriod),
  semideviation: ours('semiDeviation', perPeriod),
  sortino_mar0_per_period: ours('sortino', perPeriod),
  max_drawdown: ours('maxDrawdown', () => -1),
  VaR_historical_95: ours('var95', () => -1),
  VaR_historical_99: ours('var99', () => -1),
  ES_historical_95: ours('cvar95', () => -1),
  ES_historical_99: ours('cvar99', () => -1),
  omega_L0: ours('omega'),
  beta: ours('beta'),
  beta_bull: ours('betaBull'),
  beta_bear: ours('betaBear'),
  alpha_per_period: ours('alpha', (sample) => 1 / sample.periodsPerYear),
  r_squared: ours('rSquared'),
  specific_risk: ours('specificRisk', (sample) =>
    Math.sqrt(1 - 1 / pairOf(sample).asset.values.length),
  ),
};

/** What a case comes to here; undefined where nobody says how. */
export function answerOf(
  { metric }: Case,
  inputs: ReferenceInputs,
  numbers: Numbers,
): Case['expected'] | undefined {
  if (metric === 'calendar_year_returns') return yearsOf(inputs);
  if (metric.startsWith('drawdown_rank_')) return drawdownOf(inputs, Number(metric.slice(-1)));
  return numbers[metric]?.(inputs);
}

export type Closeness = (value: number, expected: number) => boolean;

function agrees(answer: Case['expected'] | undefined, { expected }: Case, close: Closeness) {
  if (typeof expected === 'number') return typeof answer === 'number' && close(answer, expected);
  if (typeof answer !== 'object') return false;
  const entries = Object.entries(expected);
  return (
    Object.keys(answer).length === entries.length &&
    entries.every(([key, value]) => {
      const own = answer[key];
      return typeof value === 'number' ? close(Number(own), value) : own === value;
    })
  );
}

/** Every case that is not what it should be, beside what it is. */
export function differing(
  cases: readonly Case[],
  inputsOf: (one: Case) => ReferenceInputs,
  close: Closeness,
  numbers: Numbers = THEIRS,
) {
  return cases.flatMap((one) => {
    const answer = answerOf(one, inputsOf(one), numbers);
    return agrees(answer, one, close) ? [] : [{ ...one, answer }];
  });
}

export const within =
  (tolerance: number): Closeness =>
  (value, expected) =>
    Math.abs(value - expected) <= tolerance * Math.abs(expected);
