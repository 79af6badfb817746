import { lastIndexBefore } from '../../domain/adjustment.js';
import { assert } from '../../domain/errors.js';
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
import { isPlaced } from '../simd/memory.js';
import { alignReturns, type AlignedReturns } from './alignment.js';
import {
  dailyPrices,
  pricesOn,
  returnsOn,
  type AdjustedPrices,
  type BasisPrices,
  type BasisReturns,
} from './basis.js';
import { simpleReturns } from './returns.js';
import { riskFreeReturns, type RiskFreeRate } from './riskFree.js';
import type { WindowSlice } from './windowSlice.js';

/** An asset, what it is held against, and the risk-free rate. */
export interface SampleRequest {
  readonly series: AdjustedPrices;
  /** Null where there is none to be had. An index is a series of its values. */
  readonly benchmark: AdjustedPrices | null;
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
 * @param memory where the asset's daily returns go, for runs over many assets: what was prepared
 *   in it before is then no longer valid; new memory, kept with the series, unless given
 * @throws HighwaterError BAD_PRICE, DATES_NOT_ASCENDING or BAD_RISK_FREE_RATE
 */
export function prepare(request: SampleRequest, to?: TradingDate, memory?: Float64Array): Prepared {
  const { series, isBenchmark = false, basis = 'daily' } = request;
  const other = isBenchmark ? series : request.benchmark;
  const isScratch = memory !== undefined && basis === 'daily' && !isBenchmark;
  const prices = isScratch ? dailyPrices(series) : pricesOn(series, basis, to);
  const returns = isScratch ? returnsWithin(memory, prices) : returnsOn(prices);
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

/** Daily returns in memory that is used again, not kept with their prices. */
function returnsWithin(memory: Float64Array, { dates, prices }: BasisPrices): BasisReturns {
  return simpleReturns(dates, prices, memory.subarray(0, Math.max(0, dates.length - 1)));
}

const columnsOfBuffer = new WeakMap<ArrayBufferLike, Map<number, ReturnColumn>>();

/** Parts of one history that are kept: beyond that they are forgotten and computed again. */
const PARTS_MAX = 256;

/** Longer than any history, so that a part's place and length make one number. */
const LENGTH_MAX = 2 ** 24;

/**
 * The part of a benchmark's returns as a column. Views of the same part of the same memory give
 * the same column, so that its moments are computed once for all assets of a window.
 */
function benchmarkColumn(all: Float64Array, start: number, end: number): ReturnColumn {
  assert(!isPlaced(all), 'a benchmark is kept in memory of its own');
  let columns = columnsOfBuffer.get(all.buffer);
  if (columns === undefined) {
    columns = new Map();
    columnsOfBuffer.set(all.buffer, columns);
  }
  assert(end < LENGTH_MAX, 'a history has fewer returns than a part can be named by');
  const part = (all.byteOffset / all.BYTES_PER_ELEMENT + start) * LENGTH_MAX + (end - start);
  let column = columns.get(part);
  if (column === undefined) {
    if (columns.size === PARTS_MAX) columns.clear();
    column = new ReturnColumn(all.subarray(start, end));
    columns.set(part, column);
  }
  return column;
}

/** The sample of a part of a prepared history. */
export function sampleOf(prepared: Prepared, slice: WindowSlice): Sample {
  return samplesOf(prepared, [slice])[0] as Sample;
}

/**
 * The samples of parts of a prepared history that end together; null where there is no part. They
 * share what adds up, and come to the bits that each alone would.
 */
export function samplesOf(
  prepared: Prepared,
  slices: readonly (WindowSlice | null)[],
): (Sample | null)[] {
  const { prices, returns, basis, riskFree } = prepared;
  const places = [...slices.keys()].filter((place) => slices[place] !== null);
  const sliceAt = (place: number): WindowSlice => slices[place] as WindowSlice;
  places.sort((a, b) => sliceAt(b).baseIndex - sliceAt(a).baseIndex);
  const shortestFirst = places.map(sliceAt);
  const endIndex = shortestFirst[0]?.endIndex ?? 0;
  const columns = ReturnColumn.endingsOf(
    returns.values.subarray(0, endIndex),
    shortestFirst.map(({ baseIndex }) => endIndex - baseIndex),
  );
  const pairs = benchmarkPairs(prepared, shortestFirst, columns);
  const nest = shortestFirst.map(
    ({ baseIndex }, i) =>
      new Sample({
        prices: prices.prices.subarray(baseIndex, endIndex + 1),
        dates: prices.dates.subarray(baseIndex, endIndex + 1),
        returns: columns[i] as ReturnColumn,
        periodsPerYear: PERIODS_PER_YEAR[basis],
        riskFree: partOf(riskFree, baseIndex, endIndex),
        benchmark: pairs[i] as BenchmarkPair | MissingBenchmark,
      }),
  );
  Sample.nest(nest);
  const samples: (Sample | null)[] = slices.map(() => null);
  places.forEach((place, i) => (samples[place] = nest[i] as Sample));
  return samples;
}

/** The rates of the periods from one price to another; missing where the first has none. */
function partOf(riskFree: RiskFree, start: number, end: number): RiskFree | MissingRiskFree {
  if (typeof riskFree === 'number') return riskFree;
  const part = riskFree.subarray(start, end);
  return Number.isNaN(part[0]) ? 'no-risk-free-rate' : part;
}

/**
 * What each part of a history shares with the benchmark.
 *
 * @param slices shortest first, all with one end
 * @param columns their returns
 */
function benchmarkPairs(
  { aligned, prices, returns, riskFree }: Prepared,
  slices: readonly WindowSlice[],
  columns: readonly ReturnColumn[],
): (BenchmarkPair | MissingBenchmark)[] {
  if (aligned === null) return slices.map(() => 'no-benchmark');
  // Where nothing was left out to align it, the window's own column, so that moments are shared.
  const isWhole = aligned.asset === returns.values;
  const startAfter = (index: number): number =>
    isWhole ? index : lastIndexBefore(aligned.dates, (prices.periods[index] as number) + 1) + 1;
  const end = startAfter(slices[0]?.endIndex ?? 0);
  const starts = slices.map(({ baseIndex }) => startAfter(baseIndex));
  const assets = isWhole
    ? columns
    : ReturnColumn.endingsOf(
        aligned.asset.subarray(0, end),
        starts.map((start) => end - start),
      );
  return starts.map((start, place) =>
    start === end
      ? 'no-overlap-with-benchmark'
      : {
          asset: assets[place] as ReturnColumn,
          benchmark: benchmarkColumn(aligned.benchmark, start, end),
          riskFree: riskFreeOfPair(riskFree, aligned, start, end),
        },
  );
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
