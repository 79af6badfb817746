import { execFileSync } from 'node:child_process';
import { simpleReturns } from '../src/analytics/frames/returns.js';
import { evaluate } from '../src/analytics/metrics/evaluate.js';
import type { MetricId } from '../src/analytics/metrics/registry.js';
import { ReturnColumn, Sample } from '../src/analytics/metrics/sample.js';
import type { FigureJob } from '../src/analytics/frames/figureTable.js';
import { FigureWorkers } from '../src/analytics/recompute/figureWorkers.js';
import { inMemory, newColumn, placed } from '../src/analytics/simd/memory.js';
import { RISK_METRIC_FIELDS } from '../src/store/entities/riskMetrics.js';
import type { Contender } from './harness.js';

/** Close columns of many assets and a benchmark on the same dates. */
export interface Universe {
  readonly dates: Int32Array;
  readonly closes: readonly Float64Array[];
  readonly benchmark: Float64Array;
}

export const RISK_FREE_DAILY = 1.02 ** (1 / 252) - 1;

/** Ten figures that dashboards show: what each contender computes for every asset. */
export const TEN: readonly MetricId[] = [
  'totalReturn',
  'cagr',
  'volatility',
  'sharpe',
  'sortino',
  'maxDrawdown',
  'calmar',
  'var95',
  'cvar95',
  'beta',
];

/** Asset-days of so many assets. */
export function days(universe: Universe, assets: number): number {
  return universe.dates.length * assets;
}

/** What the registry has of the 34 figures of set M; with dates and periods they are all of them. */
export const SET_M: readonly MetricId[] = [
  ...TEN,
  'downsideDeviation',
  'longestDrawdownDays',
  'ulcerIndex',
  'var99',
  'cvar99',
  'skewness',
  'excessKurtosis',
  'bestDay',
  'worstDay',
  'winRate',
  'alpha',
  'correlation',
  'rSquared',
  'trackingError',
  'informationRatio',
  'upCapture',
  'downCapture',
];

/** From price columns to figures: returns, kernels, metrics, as production does it. */
export function registry(
  universe: Universe,
  assets: number,
  ids: readonly MetricId[],
  name: string,
): Contender {
  const { dates, closes, benchmark } = universe;
  const run = (): number => {
    const benchmarkColumn = new ReturnColumn(simpleReturns(dates, benchmark).values);
    let total = 0;
    for (let i = 0; i < assets; i += 1) {
      const figures = inMemory(() => {
        const prices = placed(closes[i % closes.length]!);
        const memory = newColumn(dates.length - 1);
        return evaluate(sampleOf(dates, prices, benchmarkColumn, memory), ids);
      });
      total += figures.sharpe.value! + figures.beta.value! + figures.cvar95.value!;
    }
    return total;
  };
  return { name, run, units: days(universe, assets) };
}

function sampleOf(
  dates: Int32Array,
  prices: Float64Array,
  benchmark: ReturnColumn,
  memory: Float64Array,
): Sample {
  const returns = new ReturnColumn(simpleReturns(dates, prices, memory).values);
  return new Sample({
    prices,
    returns,
    dates,
    periodsPerYear: 252,
    riskFree: RISK_FREE_DAILY,
    benchmark: { asset: returns, benchmark, riskFree: RISK_FREE_DAILY },
  });
}

/** The registry's figures of one asset: what others must come to. */
export function figuresOf(universe: Universe, asset: number, ids: readonly MetricId[]) {
  const { dates, closes, benchmark } = universe;
  const column = new ReturnColumn(simpleReturns(dates, benchmark).values);
  const memory = new Float64Array(dates.length - 1);
  return evaluate(sampleOf(dates, closes[asset]!, column, memory), ids);
}

/** What figures of a universe are computed from in memory that threads share, as the night has it. */
function figureJob(universe: Universe, assets: number, metrics: readonly MetricId[]): FigureJob {
  const { dates, closes, benchmark } = universe;
  const n = dates.length;
  const adjustedClose = new Float64Array(new SharedArrayBuffer(8 * n * assets));
  for (let i = 0; i < assets; i += 1) adjustedClose.set(closes[i]!, i * n);
  return {
    dates,
    // All assets have the same sessions: a night reads them once too.
    dateStarts: new Int32Array(assets),
    adjustedClose,
    offsets: Int32Array.from({ length: assets + 1 }, (_, i) => i * n),
    benchmark: { dates, adjustedClose: benchmark },
    benchmarkIndex: null,
    riskFree: 0.02,
    metrics,
  };
}

/** Figures of every asset over some windows, by so many threads, which have started. */
function inThreads(name: string, universe: Universe, job: FigureJob, threads: number): Contender {
  const workers = new FigureWorkers({ threads });
  const run = async (): Promise<number> => {
    const { observations } = await workers.compute(job);
    return observations.at(-1)!;
  };
  const by = threads === 1 ? 'one thread' : `${threads} workers`;
  return { name: `${name}, ${by}`, run, units: days(universe, job.offsets.length - 1) };
}

/** Ten figures, set M, and all that a night stores over all nine windows: one more day. */
export function threadedJobs(universe: Universe, assets: number): Contender[] {
  const job = figureJob(universe, assets, SET_M);
  const whole: FigureJob = { ...job, windows: ['max'] };
  const oneMoreDay: FigureJob = { ...job, metrics: RISK_METRIC_FIELDS };
  return [
    inThreads('ten figures', universe, { ...whole, metrics: TEN }, 2),
    inThreads('set M', universe, whole, 2),
    inThreads('one more day', universe, oneMoreDay, 1),
    inThreads('one more day', universe, oneMoreDay, 2),
  ];
}

interface Row {
  readonly close: number;
  readonly benchmark: number;
}

/** The ten the way one writes them first: an object per day, a pass per figure, a full sort. */
export function naiveObjects(universe: Universe, assets: number): Contender {
  const rows = universe.closes
    .slice(0, assets)
    .map((closes) =>
      Array.from(closes, (close, i): Row => ({ close, benchmark: universe.benchmark[i]! })),
    );
  const elapsedDays = universe.dates.at(-1)! - universe.dates[0]!;
  const run = (): number => {
    let total = 0;
    for (const asset of rows) total += naiveFigures(asset, elapsedDays);
    return total;
  };
  return { name: 'naive objects, ten figures', run, units: days(universe, assets) };
}

function naiveFigures(rows: readonly Row[], elapsedDays: number): number {
  const returns = rows.slice(1).map((row, i) => ({
    asset: row.close / rows[i]!.close - 1,
    benchmark: row.benchmark / rows[i]!.benchmark - 1,
  }));
  const n = returns.length;
  const mean = returns.reduce((sum, { asset }) => sum + asset, 0) / n;
  const meanBenchmark = returns.reduce((sum, { benchmark }) => sum + benchmark, 0) / n;
  const variance = returns.reduce((sum, { asset }) => sum + (asset - mean) ** 2, 0) / (n - 1);
  const below = returns.map(({ asset }) => Math.min(0, asset - RISK_FREE_DAILY) ** 2);
  const downside = Math.sqrt((below.reduce((sum, x) => sum + x, 0) / n) * 252);
  const covariance = returns.reduce(
    (sum, { asset, benchmark }) => sum + (asset - mean) * (benchmark - meanBenchmark),
    0,
  );
  const spread = returns.reduce((sum, { benchmark }) => sum + (benchmark - meanBenchmark) ** 2, 0);
  let peak = 0;
  const depth = Math.min(...rows.map(({ close }) => close / (peak = Math.max(peak, close)) - 1));
  const sorted = returns.map(({ asset }) => asset).sort((a, b) => a - b);
  const rank = (n - 1) * 0.05;
  const low = sorted[Math.floor(rank)]!;
  const quantile = low + (rank % 1) * (sorted[Math.ceil(rank)]! - low);
  const tail = sorted.filter((x) => x <= quantile);
  const relative = rows.at(-1)!.close / rows[0]!.close;
  const cagr = relative ** (365.25 / elapsedDays) - 1;
  const excess = (mean - RISK_FREE_DAILY) * 252;
  const shortfall = tail.reduce((sum, x) => sum + x, 0) / tail.length;
  const ratios = excess / Math.sqrt(variance * 252) + excess / downside + cagr / -depth;
  return relative + ratios + quantile + shortfall + covariance / spread;
}

/**
 * A C program, one thread, in its own folder; its own clock counts.
 *
 * @param folder holds the compiled program and its data
 */
export function limitProgram(folder: string, universe: Universe, assets: number): Contender {
  let medianMs = NaN;
  const run = (): number => {
    const line = execFileSync('./metrics', [String(assets), '3', '1'], {
      cwd: folder,
      encoding: 'utf8',
    });
    medianMs = (JSON.parse(line) as { median_ms: number }).median_ms;
    return medianMs;
  };
  const units = days(universe, assets);
  return { name: 'C, metrics, one thread', run, units, ownMs: () => medianMs };
}
