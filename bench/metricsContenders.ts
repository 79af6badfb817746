import { op, table } from 'arquero';
import { execFileSync } from 'node:child_process';
import { simpleReturns } from '../src/analytics/frames/returns.js';
import { evaluate } from '../src/analytics/metrics/evaluate.js';
import type { MetricId } from '../src/analytics/metrics/registry.js';
import { ReturnColumn, Sample } from '../src/analytics/metrics/sample.js';
import type { Contender } from './harness.js';

/** Close columns of many assets and a benchmark on the same dates. */
export interface Universe {
  readonly dates: Int32Array;
  readonly closes: readonly Float64Array[];
  readonly benchmark: Float64Array;
}

const RISK_FREE_DAILY = 1.02 ** (1 / 252) - 1;

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

function days(universe: Universe, assets: number): number {
  return universe.dates.length * assets;
}

/** From price columns to figures: returns, kernels, metrics, as production does it. */
export function registry(
  universe: Universe,
  assets: number,
  ids: readonly MetricId[] | undefined,
  name: string,
): Contender {
  const { dates, closes, benchmark } = universe;
  const run = (): number => {
    const memory = new Float64Array(dates.length - 1);
    const benchmarkColumn = new ReturnColumn(simpleReturns(dates, benchmark).values);
    let total = 0;
    for (let i = 0; i < assets; i += 1) {
      const prices = closes[i]!;
      const returns = new ReturnColumn(simpleReturns(dates, prices, memory).values);
      const sample = new Sample({
        prices,
        returns,
        dates,
        periodsPerYear: 252,
        riskFree: RISK_FREE_DAILY,
        benchmark: { asset: returns, benchmark: benchmarkColumn, riskFree: RISK_FREE_DAILY },
      });
      const figures = evaluate(sample, ids);
      total += figures.sharpe.value! + figures.beta.value! + figures.cvar95.value!;
    }
    return total;
  };
  return { name, run, units: days(universe, assets) };
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

/** Returns, mean, deviation, extremes, quantile and covariance with Arquero's own verbs. */
export function arqueroVerbs(universe: Universe, assets: number): Contender {
  const n = universe.dates.length;
  const symbol = Int32Array.from({ length: n * assets }, (_, i) => Math.floor(i / n));
  const close = new Float64Array(n * assets);
  const benchmark = new Float64Array(n * assets);
  for (let i = 0; i < assets; i += 1) {
    close.set(universe.closes[i]!, i * n);
    benchmark.set(universe.benchmark, i * n);
  }
  const run = (): number => {
    const figures = table({ symbol, close, benchmark })
      .groupby('symbol')
      .derive({
        r: (d: { close: number }) => d.close / op.lag(d.close, 1, NaN) - 1,
        b: (d: { benchmark: number }) => d.benchmark / op.lag(d.benchmark, 1, NaN) - 1,
      })
      .filter((d: { r: number }) => d.r === d.r)
      .rollup({
        volatility: (d: { r: number }) => op.stdev(d.r),
        mean: (d: { r: number }) => op.mean(d.r),
        quantile: (d: { r: number }) => op.quantile(d.r, 0.05),
        covariance: (d: { r: number; b: number }) => op.covariance(d.r, d.b),
        spread: (d: { b: number }) => op.variance(d.b),
      });
    return (figures.array('volatility') as number[]).reduce((sum, x) => sum + x, 0);
  };
  return { name: 'Arquero verbs, five figures', run, units: days(universe, assets) };
}

/**
 * The C program of 34 figures, one thread, in its own folder; its own clock counts.
 *
 * @param folder holds the compiled `metrics` and its data
 */
export function limitProgram(folder: string, universe: Universe, assets: number): Contender {
  let medianMs = NaN;
  const run = (): number => {
    const arguments_ = [String(assets), '3', '1'];
    const line = execFileSync('./metrics', arguments_, { cwd: folder, encoding: 'utf8' });
    medianMs = (JSON.parse(line) as { median_ms: number }).median_ms;
    return medianMs;
  };
  const units = days(universe, assets);
  return { name: 'C, 34 figures, one thread', run, units, ownMs: () => medianMs };
}
