import { lastIndexBefore } from '../../domain/adjustment.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { PERIODS_PER_YEAR, type Basis } from '../metrics/annualisation.js';
import {
  ReturnColumn,
  Sample,
  type BenchmarkPair,
  type MissingBenchmark,
  type MissingRiskFree,
  type RiskFree,
} from '../metrics/sample.js';
import { alignReturns, type AlignedReturns } from './alignment.js';
import { pricesOn, returnsOn, type BasisPrices, type BasisReturns } from './basis.js';
import { riskFreeReturns, type RiskFreeRate } from './riskFree.js';
import type { WindowSlice } from './windowSlice.js';

/** An asset, what it is held against, and the risk-free rate. */
export interface SampleRequest {
  readonly series: PriceSeries;
  /** Null where there is none to be had. An index is a series of its values. */
  readonly benchmark: PriceSeries | null;
  /** Whether the asset is the benchmark: it is then held against itself, `benchmark` or not. */
  readonly isBenchmark?: boolean;
  readonly riskFree: RiskFreeRate;
  /** Over what periods returns are earned; daily unless given. */
  readonly basis?: Basis;
}

/** What all windows of an asset share: its returns, and the benchmark's in the common periods. */
export interface Prepared {
  readonly basis: Basis;
  readonly prices: BasisPrices;
  readonly returns: BasisReturns;
  readonly aligned: AlignedReturns | null;
  readonly riskFree: RiskFree;
}

/**
 * Aggregates both histories to the basis, takes returns, and only then aligns them.
 *
 * @param to prices after this date are not looked at
 * @throws HighwaterError BAD_PRICE, DATES_NOT_ASCENDING or BAD_RISK_FREE_RATE
 */
export function prepare(request: SampleRequest, to?: TradingDate): Prepared {
  const { series, isBenchmark = false, basis = 'daily' } = request;
  const other = isBenchmark ? series : request.benchmark;
  const prices = pricesOn(series, basis, to);
  const returns = returnsOn(prices);
  return {
    basis,
    prices,
    returns,
    aligned:
      other === null
        ? null
        : alignReturns(returns, isBenchmark ? returns : returnsOn(pricesOn(other, basis, to))),
    riskFree: riskFreeReturns(request.riskFree, prices.dates, PERIODS_PER_YEAR[basis]),
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

/** The sample of a part of a prepared history. */
export function sampleOf(prepared: Prepared, { baseIndex, endIndex }: WindowSlice): Sample {
  const { prices, returns, basis, riskFree } = prepared;
  return new Sample({
    prices: prices.prices.subarray(baseIndex, endIndex + 1),
    dates: prices.dates.subarray(baseIndex, endIndex + 1),
    returns: columnOf(returns.values.subarray(baseIndex, endIndex)),
    periodsPerYear: PERIODS_PER_YEAR[basis],
    riskFree: partOf(riskFree, baseIndex, endIndex),
    benchmark: benchmarkPair(prepared, baseIndex, endIndex),
  });
}

/** The rates of the periods from one price to another; missing where the first has none. */
function partOf(riskFree: RiskFree, start: number, end: number): RiskFree | MissingRiskFree {
  if (typeof riskFree === 'number') return riskFree;
  const part = riskFree.subarray(start, end);
  return Number.isNaN(part[0]) ? 'no-risk-free-rate' : part;
}

function benchmarkPair(
  { aligned, prices, riskFree }: Prepared,
  baseIndex: number,
  endIndex: number,
): BenchmarkPair | MissingBenchmark {
  if (aligned === null) return 'no-benchmark';
  const start = lastIndexBefore(aligned.dates, (prices.periods[baseIndex] as number) + 1) + 1;
  const end = lastIndexBefore(aligned.dates, (prices.periods[endIndex] as number) + 1) + 1;
  if (start >= end) return 'no-overlap-with-benchmark';
  return {
    asset: columnOf(aligned.asset.subarray(start, end)),
    benchmark: columnOf(aligned.benchmark.subarray(start, end)),
    riskFree: riskFreeOfPair(riskFree, aligned, start, end),
  };
}

function riskFreeOfPair(
  riskFree: RiskFree,
  { assetIndex }: AlignedReturns,
  start: number,
  end: number,
): RiskFree | MissingRiskFree {
  if (typeof riskFree === 'number') return riskFree;
  if (assetIndex === null) return partOf(riskFree, start, end);
  const rates = Float64Array.from(assetIndex.subarray(start, end), (i) => riskFree[i] as number);
  return Number.isNaN(rates[0]) ? 'no-risk-free-rate' : rates;
}
