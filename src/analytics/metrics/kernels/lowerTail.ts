import { loops } from '../../simd/loops.js';
import { addressOf, inMemory, newColumn, numbers, reserve } from '../../simd/memory.js';
import {
  longestOf,
  type Kernel,
  type NestKernel,
  type ReturnColumn,
  type Sample,
} from '../sample.js';
import type { Moments } from './moments.js';
import { selectPlaced } from './selection.js';

/** The worst returns: their upper end, and their mean. Returns, so losses are negative. */
export interface LowerTail {
  /** The quantile, type 7 of Hyndman and Fan (The American Statistician 50, 1996). */
  readonly quantile: number;
  /** Mean of all returns at or below the quantile. */
  readonly mean: number;
}

/**
 * How many standard deviations below the mean the tail is looked for, in turn: the first bound
 * that leaves enough returns spares selection the rest. If none does, all are kept.
 */
const BOUNDS = [1.45, 1.15, 0.7] as const;

/**
 * The lower tails that one return in `oneIn` falls into, for each of some numbers: 20 for the 5 %
 * tail, 100 for the 1 % tail. A narrower tail is looked for within the wider one before it.
 *
 * @param returns at least one
 * @param oneInEach ascending
 * @param among all of the returns below the first bound, and maybe others, in order
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function lowerTails(
  returns: ReturnColumn,
  oneInEach: readonly number[],
  among: Float64Array = returns.values,
): LowerTail[] {
  const last = returns.values.length - 1;
  const widest = Math.floor(last / (oneInEach[0] as number));
  return inMemory(() => {
    const kept = lowest(returns, among, widest + 2);
    let selected = kept.count;
    return oneInEach.map((oneIn) => {
      // Integers, so that a quantile that falls on an observation is that observation.
      const rank = Math.floor(last / oneIn);
      const fraction = (last % oneIn) / oneIn;
      if (rank + 1 < selected) selectPlaced(kept.address, selected, rank);
      selected = rank + 1;
      return tailAt(rank, fraction, kept);
    });
  });
}

/** The lower tail that one return in `oneIn` falls into. @see lowerTails */
export function lowerTail(returns: ReturnColumn, oneIn: number): LowerTail {
  return lowerTails(returns, [oneIn])[0] as LowerTail;
}

/** Values in the memory of compiled loops. */
interface Kept {
  readonly address: number;
  readonly count: number;
}

/** The tail up to a rank that selection has put in its place, and what lies beyond it. */
function tailAt(rank: number, fraction: number, { address, count }: Kept): LowerTail {
  const first = address / 8;
  const low = numbers[first + rank] as number;
  let sum = 0;
  for (let i = first; i <= first + rank; i += 1) sum += numbers[i] as number;
  let size = rank + 1;
  let next = Infinity;
  for (let i = first + rank + 1; i < first + count; i += 1) {
    const value = numbers[i] as number;
    if (value < next) next = value;
    if (value > low) continue;
    sum += value;
    size += 1;
  }
  const quantile = fraction === 0 ? low : low + fraction * (next - low);
  // No return lies strictly between the two: at or below the quantile is at or below `low`.
  return { quantile, mean: sum / size };
}

const boundOf = ({ mean, standardDeviation }: Moments, deviations: number): number =>
  mean - deviations * standardDeviation;

/** The returns below the first bound that leaves `needed`, for the work around it. */
function lowest({ values, moments }: ReturnColumn, among: Float64Array, needed: number): Kept {
  const address = reserve(8 * (values.length + 1));
  let candidates = among;
  for (const deviations of BOUNDS) {
    const bound = boundOf(moments, deviations);
    const count = loops.keepBelow(addressOf(candidates), candidates.length, bound, address);
    if (count >= needed) return { address, count };
    candidates = values;
  }
  numbers.set(values, address / 8);
  return { address, count: values.length };
}

/** The samples' returns are searched once, below the highest of their bounds. */
const tailsOfNest: NestKernel<readonly LowerTail[]> = (nest) => {
  if (nest.length === 1) return [lowerTails(longestOf(nest).returns, [20, 100])];
  const highest = nest.reduce((most, { returns }) => {
    const bound = boundOf(returns.moments, BOUNDS[0]);
    return bound > most ? bound : most;
  }, -Infinity);
  return inMemory(() => {
    const shared = newColumn(longestOf(nest).returns.values.length + 1);
    // From the longest to the shortest: what is kept of one stands behind what longer ones add.
    const firsts: number[] = [];
    let count = 0;
    for (let place = nest.length - 1; place >= 0; place -= 1) {
      const own = (nest[place] as Sample).returns.values;
      const added = own.length - (nest[place - 1]?.returns.values.length ?? 0);
      firsts[place] = count;
      count += loops.keepBelow(addressOf(own), added, highest, shared.byteOffset + 8 * count);
    }
    return nest.map(({ returns }, place) =>
      lowerTails(returns, [20, 100], shared.subarray(firsts[place], count)),
    );
  });
};

const bothTails: Kernel<readonly LowerTail[]> = (sample) => sample.ofNest(tailsOfNest);

/** The worst twentieth of the sample's returns. */
export const lowerTail5: Kernel<LowerTail> = (sample) => sample.of(bothTails)[0] as LowerTail;

/** The worst hundredth of the sample's returns. */
export const lowerTail1: Kernel<LowerTail> = (sample) => sample.of(bothTails)[1] as LowerTail;
