import { assert } from '../../../domain/errors.js';
import {
  longestOf,
  pairOf,
  type Kernel,
  type NestKernel,
  type ReturnColumn,
  type Sample,
} from '../sample.js';

/** Mean returns over the periods in which the benchmark rose, or those in which it fell. */
export interface Market {
  /** How many periods there are. The means are NaN where there are none. */
  readonly n: number;
  readonly assetMean: number;
  readonly benchmarkMean: number;
}

/** Of a benchmark's returns: in which periods it rose or fell, and what it then earned. */
interface Periods {
  /** Which they are, the last one first: those of an ending come first. */
  readonly places: Int32Array;
  /** NaN where there are none. */
  readonly mean: number;
}

type Direction = 'rises' | 'falls';
const periodsOfColumn = new WeakMap<ReturnColumn, Readonly<Record<Direction, Periods>>>();

/** Found once per benchmark column, which all assets of a window share. */
function periodsOf(column: ReturnColumn): Readonly<Record<Direction, Periods>> {
  let periods = periodsOfColumn.get(column);
  if (periods === undefined) {
    periods = {
      rises: periodsWhere(column.values, (value) => value > 0),
      falls: periodsWhere(column.values, (value) => value < 0),
    };
    periodsOfColumn.set(column, periods);
  }
  return periods;
}

function periodsWhere(values: Float64Array, isMeant: (value: number) => boolean): Periods {
  const all = new Int32Array(values.length);
  let n = 0;
  for (let i = values.length - 1; i >= 0; i -= 1) {
    all[n] = i;
    n += Number(isMeant(values[i] as number));
  }
  const places = all.slice(0, n);
  const [sum] = sumsAt(values, places, [n]);
  return { places, mean: (sum as number) / n };
}

/**
 * Sums of the values at the first of some places, for each of some counts.
 *
 * @param places descending
 * @param counts of places, ascending
 */
function sumsAt(values: Float64Array, places: Int32Array, counts: readonly number[]): number[] {
  let sum = 0;
  let sumOdd = 0;
  let i = 0;
  const sums: number[] = [];
  for (const count of counts) {
    const paired = count & ~1;
    for (; i < paired; i += 2) {
      sum += values[places[i] as number] as number;
      sumOdd += values[places[i + 1] as number] as number;
    }
    const last = i < count ? (values[places[i] as number] as number) : 0;
    sums.push(sum + sumOdd + last);
  }
  return sums;
}

/** Of every pair in a nest, what the asset earned where the benchmark went in a direction. */
const earnedIn =
  (direction: Direction): NestKernel<number> =>
  (nest) => {
    const { asset, benchmark } = pairOf(longestOf(nest));
    const counts = nest.map((sample) => {
      if (typeof sample.benchmark === 'string') return 0;
      return periodsOf(sample.benchmark.benchmark)[direction].places.length;
    });
    return sumsAt(asset.values, periodsOf(benchmark)[direction].places, counts);
  };

const earnedInRises = earnedIn('rises');
const earnedInFalls = earnedIn('falls');

function marketOf(sample: Sample, direction: Direction, earned: number): Market {
  const { places, mean } = periodsOf(pairOf(sample).benchmark)[direction];
  const n = places.length;
  assert(n === 0 || Number.isFinite(earned + mean), 'returns are finite numbers');
  return { n, assetMean: earned / n, benchmarkMean: mean };
}

/** The periods in which the benchmark's return is above 0. Needs a benchmark. */
export const upMarket: Kernel<Market> = (sample) =>
  marketOf(sample, 'rises', sample.ofNest(earnedInRises));

/** The periods in which the benchmark's return is below 0. Needs a benchmark. */
export const downMarket: Kernel<Market> = (sample) =>
  marketOf(sample, 'falls', sample.ofNest(earnedInFalls));
