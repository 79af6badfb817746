import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/** The deepest fall from a running peak. Indices into the sample's prices, the base being 0. */
export interface Drawdown {
  /** From −1 to 0: 0 when no price lies below an earlier one. */
  readonly depth: number;
  /** The last price at the running peak before the trough. */
  readonly peakIndex: number;
  /** The first price at the bottom. */
  readonly troughIndex: number;
}

/** More than the roundings in `peak * (1 + depth)` can take off: errs towards looking. */
const SLACK = 1 + 8 * Number.EPSILON;

/**
 * Looks closely only at new peaks and at prices that may be a new deepest fall; all between the
 * two bars is passed over.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const deepestDrawdown: Kernel<Drawdown> = ({ prices }) => {
  let peak = prices[0] as number;
  assert(peak > 0 && peak < Infinity, 'prices are positive numbers');
  let bar = peak;
  let depth = 0;
  let peakOfDeepest = peak;
  let troughIndex = 0;
  for (let i = 1; i < prices.length; i += 1) {
    const price = prices[i] as number;
    if (price >= bar && price <= peak) continue;
    assert(price > 0 && price < Infinity, 'prices are positive numbers');
    if (price > peak) {
      peak = price;
      bar = peak * (1 + depth) * SLACK;
      continue;
    }
    const fall = (price - peak) / peak;
    if (fall >= depth) continue;
    depth = fall;
    bar = price;
    peakOfDeepest = peak;
    troughIndex = i;
  }
  return { depth, peakIndex: prices.lastIndexOf(peakOfDeepest, troughIndex), troughIndex };
};
