import { assert } from '../../../domain/errors.js';
import { pairOf, type Kernel, type ReturnColumn } from '../sample.js';

/** Mean returns over the periods in which the benchmark rose, or those in which it fell. */
export interface Market {
  /** How many periods there are. The means are NaN where there are none. */
  readonly n: number;
  readonly assetMean: number;
  readonly benchmarkMean: number;
}

/** Of a benchmark's returns: in which periods it rose and fell, and what it then earned. */
interface Periods {
  readonly rises: Int32Array;
  readonly falls: Int32Array;
  readonly meanOfRises: number;
  readonly meanOfFalls: number;
}

const periodsOfColumn = new WeakMap<ReturnColumn, Periods>();

/** Found once per benchmark column, which all assets of a window share. */
function periodsOf(column: ReturnColumn): Periods {
  let periods = periodsOfColumn.get(column);
  if (periods === undefined) {
    const { values } = column;
    const indices = [...values.keys()];
    const rises = Int32Array.from(indices.filter((i) => (values[i] as number) > 0));
    const falls = Int32Array.from(indices.filter((i) => (values[i] as number) < 0));
    const [meanOfRises, meanOfFalls] = [meanAt(values, rises), meanAt(values, falls)];
    periods = { rises, falls, meanOfRises, meanOfFalls };
    periodsOfColumn.set(column, periods);
  }
  return periods;
}

/** The mean of the values at some places: NaN for none. */
function meanAt(values: Float64Array, indices: Int32Array): number {
  let sum = 0;
  let sumOdd = 0;
  const length = indices.length;
  const pairedLength = length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    sum += values[indices[i] as number] as number;
    sumOdd += values[indices[i + 1] as number] as number;
  }
  if (pairedLength < length) sum += values[indices[pairedLength] as number] as number;
  const mean = (sum + sumOdd) / length;
  assert(length === 0 || Number.isFinite(mean), 'returns are finite numbers');
  return mean;
}

/** The periods in which the benchmark's return is above 0. Needs a benchmark. */
export const upMarket: Kernel<Market> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  const { rises, meanOfRises } = periodsOf(benchmark);
  return {
    n: rises.length,
    assetMean: meanAt(asset.values, rises),
    benchmarkMean: meanOfRises,
  };
};

/** The periods in which the benchmark's return is below 0. Needs a benchmark. */
export const downMarket: Kernel<Market> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  const { falls, meanOfFalls } = periodsOf(benchmark);
  return {
    n: falls.length,
    assetMean: meanAt(asset.values, falls),
    benchmarkMean: meanOfFalls,
  };
};
