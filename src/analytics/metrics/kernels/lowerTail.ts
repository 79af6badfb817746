import {
  longestOf,
  type Kernel,
  type NestKernel,
  type ReturnColumn,
  type Sample,
} from '../sample.js';
import { selectSmallest } from './selection.js';

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

let scratch = new Float64Array(0);
let shared = new Float64Array(0);

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
  const kept = keepLowest(returns, among, widest + 2);
  let selected = kept;
  return oneInEach.map((oneIn) => {
    // Integers, so that a quantile that falls on an observation is that observation.
    const rank = Math.floor(last / oneIn);
    const fraction = (last % oneIn) / oneIn;
    if (rank + 1 < selected) selectSmallest(scratch, selected, rank);
    selected = rank + 1;
    return tailAt(rank, fraction, kept);
  });
}

/** The lower tail that one return in `oneIn` falls into. @see lowerTails */
export function lowerTail(returns: ReturnColumn, oneIn: number): LowerTail {
  return lowerTails(returns, [oneIn])[0] as LowerTail;
}

/** The tail up to a rank that selection has put in its place, and what lies beyond it. */
function tailAt(rank: number, fraction: number, kept: number): LowerTail {
  const low = scratch[rank] as number;
  let sum = 0;
  for (let i = 0; i <= rank; i += 1) sum += scratch[i] as number;
  let size = rank + 1;
  let next = Infinity;
  for (let i = rank + 1; i < kept; i += 1) {
    const value = scratch[i] as number;
    if (value < next) next = value;
    if (value > low) continue;
    sum += value;
    size += 1;
  }
  const quantile = fraction === 0 ? low : low + fraction * (next - low);
  // No return lies strictly between the two: at or below the quantile is at or below `low`.
  return { quantile, mean: sum / size };
}

const boundOf = ({ moments }: ReturnColumn, deviations: number): number =>
  moments.mean - deviations * moments.standardDeviation;

/** Copies the returns below the first bound that leaves `needed` into scratch; says how many. */
function keepLowest(returns: ReturnColumn, among: Float64Array, needed: number): number {
  const { values } = returns;
  if (scratch.length < values.length) scratch = new Float64Array(values.length * 2);
  let candidates = among;
  for (const deviations of BOUNDS) {
    const kept = keepBelow(boundOf(returns, deviations), candidates, scratch, 0);
    if (kept >= needed) return kept;
    candidates = values;
  }
  scratch.set(values);
  return values.length;
}

/**
 * Copies what lies below the threshold, in order and without a branch, behind what is kept already.
 *
 * @returns how many are then kept
 */
function keepBelow(
  threshold: number,
  values: Float64Array,
  kept: Float64Array,
  count: number,
): number {
  const length = values.length;
  const unrolledLength = length & ~3;
  for (let i = 0; i < unrolledLength; i += 4) {
    const a = values[i] as number;
    const b = values[i + 1] as number;
    const c = values[i + 2] as number;
    const d = values[i + 3] as number;
    kept[count] = a;
    count += Number(a < threshold);
    kept[count] = b;
    count += Number(b < threshold);
    kept[count] = c;
    count += Number(c < threshold);
    kept[count] = d;
    count += Number(d < threshold);
  }
  for (let i = unrolledLength; i < length; i += 1) {
    kept[count] = values[i] as number;
    count += Number((values[i] as number) < threshold);
  }
  return count;
}

/** The samples' returns are searched once, below the highest of their bounds. */
const tailsOfNest: NestKernel<readonly LowerTail[]> = (nest) => {
  if (nest.length === 1) return [lowerTails(longestOf(nest).returns, [20, 100])];
  const { values } = longestOf(nest).returns;
  const highest = nest.reduce((most, { returns }) => {
    const bound = boundOf(returns, BOUNDS[0]);
    return bound > most ? bound : most;
  }, -Infinity);
  if (shared.length < values.length) shared = new Float64Array(values.length * 2);
  // From the longest to the shortest: what is kept of one stands behind what longer ones add.
  const firsts: number[] = [];
  let count = 0;
  for (let place = nest.length - 1; place >= 0; place -= 1) {
    const own = (nest[place] as Sample).returns.values;
    const shorter = nest[place - 1]?.returns.values.length ?? 0;
    firsts[place] = count;
    count = keepBelow(highest, own.subarray(0, own.length - shorter), shared, count);
  }
  return nest.map(({ returns }, place) =>
    lowerTails(returns, [20, 100], shared.subarray(firsts[place], count)),
  );
};

const bothTails: Kernel<readonly LowerTail[]> = (sample) => sample.ofNest(tailsOfNest);

/** The worst twentieth of the sample's returns. */
export const lowerTail5: Kernel<LowerTail> = (sample) => sample.of(bothTails)[0] as LowerTail;

/** The worst hundredth of the sample's returns. */
export const lowerTail1: Kernel<LowerTail> = (sample) => sample.of(bothTails)[1] as LowerTail;
