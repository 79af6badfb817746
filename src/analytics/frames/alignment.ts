import { table, type ColumnTable } from 'arquero';
import { lastIndexBefore } from '../../domain/adjustment.js';
import type { ReturnSeries } from './returns.js';

/** Returns of two series on the dates that both have. */
export interface AlignedReturns {
  readonly dates: Int32Array;
  readonly asset: Float64Array;
  readonly benchmark: Float64Array;
  /** Which of the asset's returns each is; null where they are all of them, in order. */
  readonly assetIndex: Int32Array | null;
}

/**
 * Each side's own returns on the intersection of their dates: returns are taken first and aligned
 * then, so that a date which one side lacks drops one return and merges none.
 * Where the asset's dates are an unbroken run of the benchmark's, nothing is copied.
 */
export function alignReturns(asset: ReturnSeries, benchmark: ReturnSeries): AlignedReturns {
  const start = runStart(asset.dates, benchmark.dates);
  if (start !== null) {
    const end = start + asset.dates.length;
    return {
      dates: asset.dates,
      asset: asset.values,
      benchmark: benchmark.values.subarray(start, end),
      assetIndex: null,
    };
  }
  return mergeByDate(asset, benchmark);
}

interface Run {
  readonly other: Int32Array;
  readonly start: number | null;
}
/** The run of dates that was looked for last: many series may share them. */
const runs = new WeakMap<Int32Array, Run>();

/** Where `dates` begins in `other` as an unbroken run; null where it is none. */
function runStart(dates: Int32Array, other: Int32Array): number | null {
  let run = runs.get(dates);
  if (run?.other !== other) {
    run = { other, start: findRun(dates, other) };
    runs.set(dates, run);
  }
  return run.start;
}

function findRun(dates: Int32Array, other: Int32Array): number | null {
  const first = dates[0];
  if (first === undefined) return null;
  const start = lastIndexBefore(other, first) + 1;
  if (start + dates.length > other.length) return null;
  for (let i = 0; i < dates.length; i += 1) if (dates[i] !== other[start + i]) return null;
  return start;
}

function mergeByDate(asset: ReturnSeries, benchmark: ReturnSeries): AlignedReturns {
  const lengthMax = Math.min(asset.dates.length, benchmark.dates.length);
  const dates = new Int32Array(lengthMax);
  const assetReturns = new Float64Array(lengthMax);
  const benchmarkReturns = new Float64Array(lengthMax);
  const assetIndex = new Int32Array(lengthMax);
  let [i, j, n] = [0, 0, 0];
  while (i < asset.dates.length && j < benchmark.dates.length) {
    const day = asset.dates[i] as number;
    const otherDay = benchmark.dates[j] as number;
    if (day === otherDay) {
      dates[n] = day;
      assetReturns[n] = asset.values[i] as number;
      benchmarkReturns[n] = benchmark.values[j] as number;
      assetIndex[n] = i;
      n += 1;
    }
    i += Number(day <= otherDay);
    j += Number(otherDay <= day);
  }
  return {
    dates: dates.subarray(0, n),
    asset: assetReturns.subarray(0, n),
    benchmark: benchmarkReturns.subarray(0, n),
    assetIndex: assetIndex.subarray(0, n),
  };
}

/** Aligned returns as a table: date (days since 1970), asset, benchmark. */
export function alignedFrame(asset: ReturnSeries, benchmark: ReturnSeries): ColumnTable {
  const aligned = alignReturns(asset, benchmark);
  return table({ date: aligned.dates, asset: aligned.asset, benchmark: aligned.benchmark });
}
