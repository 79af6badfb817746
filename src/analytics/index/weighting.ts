import { selectSmallest } from '../metrics/kernels/selection.js';
import { cappedWeights } from './capping.js';
import { priceAt, type Constituent } from './constituent.js';
import type { ChosenHoldings, Holdings, LeftOut } from './holdings.js';

/** The close of a session, as a rule of weighting sees it. */
export interface WeightingClose {
  readonly constituents: readonly Constituent[];
  readonly session: number;
  /** Days since 1970-01-01. */
  readonly day: number;
}

/** Assets that can be held, with what each is worth as a whole (NaN where it is not asked for). */
interface Candidates {
  readonly members: Int32Array;
  readonly caps: Float64Array;
  readonly shares: Float64Array;
  readonly leftOut: readonly LeftOut[];
}

function candidatesAt(
  { constituents, session, day }: WeightingClose,
  needsCaps: boolean,
): Candidates {
  const count = constituents.length;
  const members = new Int32Array(count);
  const caps = new Float64Array(count);
  const shares = new Float64Array(count);
  const leftOut: LeftOut[] = [];
  let length = 0;
  for (let i = 0; i < count; i += 1) {
    const constituent = constituents[i] as Constituent;
    const price = priceAt(constituent, session);
    if (!(price > 0)) {
      leftOut.push({ constituent: i, reason: 'no-price' });
      continue;
    }
    const outstanding = needsCaps ? (constituent.shares?.on(day) ?? NaN) : NaN;
    if (needsCaps && Number.isNaN(outstanding)) {
      leftOut.push({ constituent: i, reason: 'no-capitalisation' });
      continue;
    }
    shares[i] = outstanding;
    caps[i] = outstanding * price;
    members[length] = i;
    length += 1;
  }
  return { members: members.subarray(0, length), caps, shares, leftOut };
}

/** The `top` largest by capitalisation; of equal ones those that come first. Ascending. */
function largest(members: Int32Array, caps: Float64Array, top: number | null): Int32Array {
  if (top === null || members.length <= top) return members;
  const sizes = new Float64Array(members.length);
  for (let k = 0; k < members.length; k += 1) sizes[k] = caps[members[k] as number] as number;
  const place = members.length - top;
  selectSmallest(sizes, sizes.length, place);
  const least = sizes[place] as number;
  let above = 0;
  for (const i of members) if ((caps[i] as number) > least) above += 1;
  let equalLeft = top - above;
  return members.filter((i) => {
    const cap = caps[i] as number;
    if (cap !== least) return cap > least;
    equalLeft -= 1;
    return equalLeft >= 0;
  });
}

/**
 * Shares outstanding of the largest assets, those above the cap by a factor.
 *
 * @returns null where no asset can be held
 */
export function capWeighted(
  close: WeightingClose,
  { top, weightMax }: { readonly top: number | null; readonly weightMax: number },
): ChosenHoldings | null {
  const { members: candidates, caps, shares, leftOut } = candidatesAt(close, true);
  const members = largest(candidates, caps, top);
  if (members.length === 0) return null;
  const factors = new Float64Array(caps.length);
  let held = weightMax;
  if (weightMax < 1) {
    const capping = cappedWeights(
      Float64Array.from(members, (i) => caps[i] as number),
      weightMax,
    );
    held = capping.weightMax;
    members.forEach((i, k) => (factors[i] = capping.factors[k] as number));
  } else for (const i of members) factors[i] = 1;
  return {
    ...unitsOf(close, members, shares, factors),
    leftOut,
    weightMaxRaised: held > weightMax ? held : null,
  };
}

/** Shares outstanding brought up to date, members and capping factors as they are. */
export function sharesBroughtUpToDate(
  close: WeightingClose,
  { members, units, outstanding }: Holdings,
): ChosenHoldings | null {
  if (outstanding === null) return null;
  const { shares: known } = candidatesAt(close, true);
  const shares = outstanding.shares.slice();
  for (const i of members) {
    const isKnown = (known[i] as number) > 0;
    const held = (units[i] as number) / (outstanding.factors[i] as number);
    shares[i] = isKnown ? (known[i] as number) : held;
  }
  const chosen = unitsOf(close, members, shares, outstanding.factors);
  return { ...chosen, leftOut: [], weightMaxRaised: null };
}

function unitsOf(
  { constituents, session }: WeightingClose,
  members: Int32Array,
  shares: Float64Array,
  factors: Float64Array,
): Pick<ChosenHoldings, 'holdings' | 'value'> {
  const units = new Float64Array(shares.length);
  let value = 0;
  for (const i of members) {
    const counted = (shares[i] as number) * (factors[i] as number);
    units[i] = counted;
    value += counted * priceAt(constituents[i] as Constituent, session);
  }
  return { holdings: { members, units, outstanding: { shares, factors }, cash: 0 }, value };
}

/**
 * The same amount of each of the largest assets (or of all), bought with `value`.
 *
 * @returns null where no asset can be held
 */
export function equalWeighted(
  close: WeightingClose,
  value: number,
  { top }: { readonly top: number | null },
): ChosenHoldings | null {
  const { members: candidates, caps, leftOut } = candidatesAt(close, top !== null);
  const members = largest(candidates, caps, top);
  if (members.length === 0) return null;
  const weights = new Float64Array(caps.length);
  for (const i of members) weights[i] = 1 / members.length;
  return { ...bought(close, value, members, weights, 0), leftOut, weightMaxRaised: null };
}

/**
 * Assets bought at the given weights with `value`; what the weights leave of 1, and those of assets
 * that have no price, is cash.
 *
 * @param weights fractions by constituent, none negative, summing to at most 1
 */
export function atWeights(
  close: WeightingClose,
  value: number,
  weights: Float64Array,
): ChosenHoldings {
  const { members: priced, leftOut } = candidatesAt(close, false);
  const members = priced.filter((i) => (weights[i] as number) > 0);
  const missed = leftOut.filter(({ constituent }) => (weights[constituent] as number) > 0);
  const invested = members.reduce((sum, i) => sum + (weights[i] as number), 0);
  const cash = Math.max(0, 1 - invested) * value;
  return {
    ...bought(close, value, members, weights, cash),
    leftOut: missed,
    weightMaxRaised: null,
  };
}

function bought(
  { constituents, session }: WeightingClose,
  value: number,
  members: Int32Array,
  weights: Float64Array,
  cash: number,
): Pick<ChosenHoldings, 'holdings' | 'value'> {
  const units = new Float64Array(weights.length);
  let total = cash;
  for (const i of members) {
    const price = priceAt(constituents[i] as Constituent, session);
    units[i] = ((weights[i] as number) * value) / price;
    total += (units[i] as number) * price;
  }
  return { holdings: { members, units, outstanding: null, cash }, value: total };
}
