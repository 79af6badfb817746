import { selectSmallest } from '../metrics/kernels/selection.js';
import { cappedWeights } from './capping.js';
import { priceAt, type Constituent } from './constituent.js';
import type { ChosenHoldings, Holdings, LeftOut } from './holdings.js';
import type { ShareBook } from './shareBook.js';

/** The close of a session, as a rule of weighting sees it. */
export interface WeightingClose {
  readonly constituents: readonly Constituent[];
  readonly session: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly shareBook: ShareBook;
}

/** Assets that can be held, with what each is worth as a whole (NaN where it is not asked for). */
interface Candidates {
  readonly members: Int32Array;
  readonly caps: Float64Array;
  readonly shares: Float64Array;
  readonly leftOut: readonly LeftOut[];
}

function candidatesAt(close: WeightingClose, needsCaps: boolean): Candidates {
  const { constituents, session, shareBook } = close;
  const count = constituents.length;
  const shares = needsCaps ? shareBook.at(session) : new Float64Array(count);
  const members = new Int32Array(count);
  const caps = new Float64Array(count);
  const leftOut: LeftOut[] = [];
  let length = 0;
  for (let i = 0; i < count; i += 1) {
    const price = priceAt(constituents[i] as Constituent, session);
    const cap = (shares[i] as number) * price;
    if (price > 0 && !Number.isNaN(cap)) {
      caps[i] = cap;
      members[length] = i;
      length += 1;
    } else leftOut.push({ constituent: i, reason: price > 0 ? 'no-capitalisation' : 'no-price' });
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
  // As many of the least size are held as the selection put at its place and behind it.
  let equalLeft = 1;
  for (let k = place + 1; k < sizes.length; k += 1) equalLeft += Number(sizes[k] === least);
  const chosen = new Int32Array(top);
  let length = 0;
  for (let k = 0; k < members.length; k += 1) {
    const i = members[k] as number;
    const cap = caps[i] as number;
    if (cap < least) continue;
    if (cap === least) {
      if (equalLeft === 0) continue;
      equalLeft -= 1;
    }
    chosen[length] = i;
    length += 1;
  }
  return chosen;
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
    ...unitsOf(members, shares, caps, factors),
    leftOut,
    weightMaxRaised: held > weightMax ? held : null,
  };
}

/**
 * Shares outstanding brought up to date, members and capping factors as they are: what is held has
 * a price, and shares once known stay known.
 */
export function sharesBroughtUpToDate(
  close: WeightingClose,
  { members, outstanding }: Holdings,
): ChosenHoldings | null {
  if (outstanding === null || members.length === 0) return null;
  const { shares, caps } = candidatesAt(close, true);
  const chosen = unitsOf(members, shares, caps, outstanding.factors);
  return { ...chosen, leftOut: [], weightMaxRaised: null };
}

function unitsOf(
  members: Int32Array,
  shares: Float64Array,
  caps: Float64Array,
  factors: Float64Array,
): Pick<ChosenHoldings, 'holdings' | 'value'> {
  const units = new Float64Array(shares.length);
  let value = 0;
  for (let k = 0; k < members.length; k += 1) {
    const i = members[k] as number;
    const factor = factors[i] as number;
    units[i] = (shares[i] as number) * factor;
    value += (caps[i] as number) * factor;
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
    total += units[i] * price;
  }
  return { holdings: { members, units, outstanding: null, cash }, value: total };
}
