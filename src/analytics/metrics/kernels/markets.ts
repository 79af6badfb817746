import { assert } from '../../../domain/errors.js';
import { pairOf, type Kernel, type ReturnColumn, type Sample } from '../sample.js';
import { productsOfNest } from './coMoments.js';
import { productSums } from './sums.js';

/** Mean returns over the periods in which the benchmark rose, or those in which it fell. */
export interface Market {
  /** How many periods there are. The means are NaN where there are none. */
  readonly n: number;
  readonly assetMean: number;
  readonly benchmarkMean: number;
}

/** Of a benchmark's returns: in how many periods it rose or fell, and what it then earned. */
interface Periods {
  readonly n: number;
  /** NaN where there are none. */
  readonly mean: number;
}

type Direction = 'rises' | 'falls';
const periodsOfColumn = new WeakMap<ReturnColumn, Readonly<Record<Direction, Periods>>>();

/** Found once per benchmark column, which all assets of a window share. */
function periodsOf(column: ReturnColumn): Readonly<Record<Direction, Periods>> {
  let periods = periodsOfColumn.get(column);
  if (periods === undefined) {
    const { values } = column;
    const { inRises, inFalls } = productSums(values, 0, values, 0);
    let [rises, falls] = [0, 0];
    for (const value of values) {
      rises += Number(value > 0);
      falls += Number(value < 0);
    }
    periods = {
      rises: { n: rises, mean: inRises / rises },
      falls: { n: falls, mean: inFalls / falls },
    };
    periodsOfColumn.set(column, periods);
  }
  return periods;
}

function marketOf(sample: Sample, direction: Direction, earned: number): Market {
  const { n, mean } = periodsOf(pairOf(sample).benchmark)[direction];
  assert(n === 0 || Number.isFinite(earned + mean), 'returns are finite numbers');
  return { n, assetMean: earned / n, benchmarkMean: mean };
}

/** The periods in which the benchmark's return is above 0. Needs a benchmark. */
export const upMarket: Kernel<Market> = (sample) =>
  marketOf(sample, 'rises', sample.ofNest(productsOfNest).inRises);

/** The periods in which the benchmark's return is below 0. Needs a benchmark. */
export const downMarket: Kernel<Market> = (sample) =>
  marketOf(sample, 'falls', sample.ofNest(productsOfNest).inFalls);
