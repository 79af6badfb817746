import { lastIndexBefore } from '../../domain/adjustment.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { WINDOWS, type Window } from '../../domain/window.js';
import { dailyRate } from '../metrics/annualisation.js';
import { evaluate, missingFigures } from '../metrics/evaluate.js';
import type { Figure } from '../metrics/figure.js';
import type { MetricId } from '../metrics/registry.js';
import {
  ReturnColumn,
  Sample,
  type BenchmarkPair,
  type MissingBenchmark,
} from '../metrics/sample.js';
import { alignReturns, type AlignedReturns } from './alignment.js';
import { returnsOf, type ReturnSeries } from './returns.js';
import { sliceWindow, type Range, type WindowSlice } from './windowSlice.js';

/** An asset, what it is held against, and the risk-free rate. */
export interface FigureRequest {
  readonly series: PriceSeries;
  /** Null where there is none to be had. */
  readonly benchmark: PriceSeries | null;
  /** Whether the asset is the benchmark: it is then held against itself, `benchmark` or not. */
  readonly isBenchmark?: boolean;
  /** A fraction per year. */
  readonly riskFreeRate: number;
  /** All metrics unless given. */
  readonly metrics?: readonly MetricId[];
}

/** Figures of one part of an asset's history. */
export interface WindowFigures {
  /** The base date: the session whose close is the first price. Null without enough history. */
  readonly from: TradingDate | null;
  /** The last session. Null where there is none on or before the date asked for. */
  readonly to: TradingDate | null;
  /** Returns in the window. */
  readonly observations: number;
  readonly figures: Readonly<Record<MetricId, Figure>>;
}

/** What all windows of an asset share: its returns, and the benchmark's on the common dates. */
interface Prepared {
  readonly request: FigureRequest;
  readonly returns: ReturnSeries;
  readonly aligned: AlignedReturns | null;
  readonly riskFreeDaily: number;
}

function prepare(request: FigureRequest): Prepared {
  const { series, isBenchmark = false, riskFreeRate } = request;
  const benchmark = isBenchmark ? series : request.benchmark;
  const returns = returnsOf(series);
  return {
    request,
    returns,
    aligned: benchmark === null ? null : alignReturns(returns, returnsOf(benchmark)),
    riskFreeDaily: dailyRate(riskFreeRate),
  };
}

const columnsOfBuffer = new WeakMap<ArrayBufferLike, Map<string, ReturnColumn>>();

/**
 * The part of a return array as a column. Views of the same part of the same memory give the same
 * column, so that a benchmark's moments are computed once for all assets of a window.
 */
function columnOf(values: Float64Array): ReturnColumn {
  let columns = columnsOfBuffer.get(values.buffer);
  if (columns === undefined) {
    columns = new Map();
    columnsOfBuffer.set(values.buffer, columns);
  }
  const part = `${values.byteOffset}+${values.length}`;
  let column = columns.get(part);
  if (column === undefined) {
    column = new ReturnColumn(values);
    columns.set(part, column);
  }
  return column;
}

function benchmarkPair(
  aligned: AlignedReturns | null,
  baseDay: number,
  endDay: number,
): BenchmarkPair | MissingBenchmark {
  if (aligned === null) return 'no-benchmark';
  const start = lastIndexBefore(aligned.dates, baseDay + 1) + 1;
  const end = lastIndexBefore(aligned.dates, endDay + 1) + 1;
  if (start >= end) return 'no-overlap-with-benchmark';
  return {
    asset: columnOf(aligned.asset.subarray(start, end)),
    benchmark: columnOf(aligned.benchmark.subarray(start, end)),
  };
}

function sampleOf(prepared: Prepared, { baseIndex, endIndex }: WindowSlice): Sample {
  const { dates, adjustedClose } = prepared.request.series;
  const baseDay = dates[baseIndex] as number;
  const endDay = dates[endIndex] as number;
  return new Sample({
    prices: adjustedClose.subarray(baseIndex, endIndex + 1),
    returns: columnOf(prepared.returns.values.subarray(baseIndex, endIndex)),
    elapsedDays: endDay - baseDay,
    riskFreeDaily: prepared.riskFreeDaily,
    benchmark: benchmarkPair(prepared.aligned, baseDay, endDay),
  });
}

function windowFigures(prepared: Prepared, range: Range): WindowFigures {
  const { series, metrics } = prepared.request;
  const slice = sliceWindow(series.dates, range);
  if (slice === null) {
    const endIndex = sliceWindow(series.dates, { window: 'max', ...endOf(range) })?.endIndex;
    return {
      from: null,
      to: endIndex === undefined ? null : fromEpochDay(series.dates[endIndex] as number),
      observations: 0,
      figures: missingFigures('insufficient-history', metrics),
    };
  }
  return {
    from: fromEpochDay(series.dates[slice.baseIndex] as number),
    to: fromEpochDay(series.dates[slice.endIndex] as number),
    observations: slice.endIndex - slice.baseIndex,
    figures: evaluate(sampleOf(prepared, slice), metrics),
  };
}

function endOf({ to }: Range): { to?: TradingDate } {
  return to === undefined ? {} : { to };
}

/**
 * The figures of one part of an asset's history.
 *
 * @throws HighwaterError BAD_PRICE, DATES_NOT_ASCENDING or BAD_RISK_FREE_RATE
 */
export function figuresOf(request: FigureRequest & { readonly range: Range }): WindowFigures {
  return windowFigures(prepare(request), request.range);
}

/**
 * The figures of every window that ends on `to`, or on the asset's last date. Returns are computed
 * and aligned once; each window is a view of them.
 *
 * @throws HighwaterError as {@link figuresOf}
 */
export function figuresByWindow(
  request: FigureRequest & { readonly to?: TradingDate },
): Record<Window, WindowFigures> {
  const prepared = prepare(request);
  const entries = WINDOWS.map((window) => {
    const end = request.to === undefined ? {} : { to: request.to };
    return [window, windowFigures(prepared, { window, ...end })] as const;
  });
  return Object.fromEntries(entries) as Record<Window, WindowFigures>;
}
