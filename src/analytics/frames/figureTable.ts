import { lastIndexBefore } from '../../domain/adjustment.js';
import { toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { WINDOWS, type Window } from '../../domain/window.js';
import { inMemory, newColumn, placed } from '../simd/memory.js';
import { evaluateInto, planOf, type FigureColumns } from '../metrics/evaluate.js';
import type { MetricId } from '../metrics/registry.js';
import type { AdjustedPrices } from './basis.js';
import type { RiskFreeRate } from './riskFree.js';
import { prepare, samplesOf } from './sampling.js';
import { WindowSlicer } from './windowSlice.js';

/** Many assets' histories in shared memory, one after the other, and what to compute of them. */
export interface FigureJob {
  /** Days since 1970 of all assets, ascending within each. */
  readonly dates: Int32Array;
  /** Adjusted closes, one per date of each asset. */
  readonly adjustedClose: Float64Array;
  /** Where each asset begins, and last where the last one ends: one more than there are assets. */
  readonly offsets: Int32Array;
  /** Where each asset's dates begin, which assets may share; where its prices do unless given. */
  readonly dateStarts?: Int32Array;
  /** Null where there is none to be had. */
  readonly benchmark: AdjustedPrices | null;
  /** Which asset is the benchmark, so that it is held against itself; null for none. */
  readonly benchmarkIndex: number | null;
  readonly riskFree: RiskFreeRate;
  readonly metrics: readonly MetricId[];
  /** All that are published unless given. */
  readonly windows?: readonly Window[];
  /** Sessions after this date are not looked at. Absent: each asset's last date. */
  readonly to?: TradingDate;
}

/** Stands for a window that has no such day. */
export const NO_DAY = -(2 ** 31);

/**
 * Figures by asset, then window, then metric, both in the order of the job's: the figure of asset
 * `a`, window `w`, metric `m` is at `(a * windows.length + w) * metrics.length + m`, and its window's
 * days at `a * windows.length + w`.
 */
export interface FigureTable extends FigureColumns {
  /** The base date of each window, days since 1970; {@link NO_DAY} without enough history. */
  readonly from: Int32Array;
  /** The last session of each window; {@link NO_DAY} where there is none on or before `to`. */
  readonly to: Int32Array;
  /** Returns in each window. */
  readonly observations: Int32Array;
}

/** An empty table for a job, in memory that workers can share. */
export function figureTable({ offsets, metrics: ids, windows = WINDOWS }: FigureJob): FigureTable {
  const rows = (offsets.length - 1) * windows.length;
  const metrics = ids.length;
  return {
    values: new Float64Array(new SharedArrayBuffer(8 * rows * metrics)),
    reasons: new Uint8Array(new SharedArrayBuffer(rows * metrics)),
    sizes: new Int32Array(new SharedArrayBuffer(4 * rows * metrics)),
    from: new Int32Array(new SharedArrayBuffer(4 * rows)),
    to: new Int32Array(new SharedArrayBuffer(4 * rows)),
    observations: new Int32Array(new SharedArrayBuffer(4 * rows)),
  };
}

/**
 * What writes the figures of assets of a job into their places in its table, from `first` up to but
 * without `end`. They are those of `figuresByWindow`, to the bit, whoever computes which assets; it
 * throws HighwaterError BAD_PRICE, DATES_NOT_ASCENDING or BAD_RISK_FREE_RATE.
 */
export function figureFiller(
  job: FigureJob,
  table: FigureTable,
): (first: number, end: number) => void {
  const plan = planOf(job.metrics);
  const windows = job.windows ?? WINDOWS;
  const slicer = new WindowSlicer(windows);
  const lastDay = job.to === undefined ? Infinity : toEpochDay(job.to);
  const datesOf = sharedDates(job);
  const fill = (asset: number): void => {
    const [start, stop] = [job.offsets[asset] as number, job.offsets[asset + 1] as number];
    const dates = datesOf(asset);
    const isBenchmark = asset === job.benchmarkIndex;
    const closes = job.adjustedClose.subarray(start, stop);
    // What is kept with a benchmark must outlast this asset.
    const adjustedClose = isBenchmark ? closes : placed(closes);
    const { benchmark, riskFree } = job;
    const request = { series: { dates, adjustedClose }, benchmark, isBenchmark, riskFree };
    const prepared = prepare(request, job.to, newColumn(closes.length));
    const endIndex = lastIndexBefore(dates, lastDay + 1);
    const slices = slicer.slices(dates, endIndex);
    samplesOf(prepared, slices).forEach((sample, w) => {
      const row = asset * windows.length + w;
      const slice = slices[w] ?? null;
      table.from[row] = slice === null ? NO_DAY : (dates[slice.baseIndex] as number);
      table.to[row] = dates[endIndex] ?? NO_DAY;
      table.observations[row] = slice === null ? 0 : slice.endIndex - slice.baseIndex;
      evaluateInto(sample, plan, table, row * plan.ids.length);
    });
  };
  return (first, end) => {
    for (let asset = first; asset < end; asset += 1) inMemory(() => fill(asset));
  };
}

/** The dates of each asset: one view where two in a row share them, so that they are checked once. */
function sharedDates({ dates, offsets, dateStarts = offsets }: FigureJob) {
  let [from, view] = [-1, dates.subarray(0, 0)];
  return (asset: number): Int32Array => {
    const start = dateStarts[asset] as number;
    const length = (offsets[asset + 1] as number) - (offsets[asset] as number);
    if (start !== from || length !== view.length) view = dates.subarray(start, start + length);
    from = start;
    return view;
  };
}
